import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import { type Random, seededRandom } from '../../../examples/scheduler/random.ts';
import { queueClient } from './client.ts';
import { flowsClient } from './flows.ts';
import { Server } from './server.ts';
import type { Flows, JobQueue } from './types.ts';
import { ModelWorker, type Processor, type WorkerOptions } from './worker.ts';

export interface QueueModelOptions {
  clock: Clock;
  random?: Random;
}

export interface ClientOptions {
  /** The process that asks: its answers come by this clock. */
  clock?: Clock;
  /** How long a question is on its way, and its answer again. */
  latencyMs?: () => number;
  /** The zone that this process believes to live in. */
  processZone?: string;
}

/**
 * BullMQ 6 without a Redis and in virtual time, so that a grade is quick and the same each time. A worker lives by the clock
 * it is given: where that stands still, so do its lock's renewals, and the job is given to another, as on the real one.
 * `queue-model.server.test.ts` holds it to what the real one does.
 */
export class QueueModel {
  readonly #server: Server;
  readonly #clock: Clock;

  constructor({ clock, random = seededRandom(1) }: QueueModelOptions) {
    this.#clock = clock;
    this.#server = new Server(clock, random);
  }

  queue(name: string, { clock = this.#clock, latencyMs, processZone = 'UTC' }: ClientOptions = {}): JobQueue {
    return queueClient(this.#server, name, { clock, latencyMs, processZone });
  }

  worker(name: string, processor: Processor, options: Partial<WorkerOptions> = {}): ModelWorker {
    return new ModelWorker(this.#server, name, processor, {
      clock: this.#clock,
      concurrency: 1,
      lockDuration: 30_000,
      stalledInterval: 30_000,
      maxStalledCount: 1,
      processZone: 'UTC',
      ...options,
    });
  }

  flows(): Flows {
    return flowsClient(this.#server);
  }
}
