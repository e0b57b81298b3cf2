import { type Job, Queue, WaitingError, Worker } from 'bullmq';
import type { Connections } from './connections.ts';

const NAME = 'clockwork-runs';

export interface RunQueueOptions {
  readonly connections: Connections;
  readonly concurrency: number;
  /** A worker silent for this long loses what it has taken from the queue to another. */
  readonly lockMs: number;
  /** Resolves once the run has ended and is recorded. */
  work(id: string): Promise<void>;
}

/**
 * BullMQ brings a run to some worker and no further: it spreads them, bounds how many each has, and hands on what a
 * dying worker had taken off the queue. That may be twice, or to nobody if Redis forgets: SQL says whose the run is,
 * and offers it again.
 */
export class RunQueue {
  readonly #queue: Queue;
  readonly #worker: Worker;
  readonly #connections: Connections;
  #taking = true;

  constructor({ connections, concurrency, lockMs, work }: RunQueueOptions) {
    this.#connections = connections;
    const connection = connections.patient;
    this.#queue = new Queue(NAME, { connection });
    const process = async (job: Job<{ id: string }>, token?: string) => {
      if (!this.#taking) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      await work(job.data.id);
    };
    const stall = { lockDuration: lockMs, stalledInterval: lockMs, maxStalledCount: 10 };
    // Redis wakes a waiting worker. js-redis-server may wake one that has gone instead, so each also looks every second.
    const drainDelay = 1;
    this.#worker = new Worker(NAME, process, { connection, concurrency, autorun: false, drainDelay, ...stall });
    // A lost connection is told by the connection itself.
    this.#queue.on('error', () => {});
    this.#worker.on('error', () => {});
  }

  run(): void {
    void this.#worker.run().catch(() => {});
  }

  /** The same run twice is one job. What cannot be handed over now will be offered again. */
  async offer(ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || this.#connections.patient.status !== 'ready') return;
    const opts = { removeOnComplete: true, removeOnFail: true };
    // A custom id may hold no colon, and the ids of runs do.
    const jobs = ids.map((id) => ({ name: 'run', data: { id }, opts: { ...opts, jobId: encodeURIComponent(id) } }));
    await this.#queue.addBulk(jobs).catch(() => {});
  }

  async pause(): Promise<void> {
    this.#taking = false;
    await this.#worker.pause(true);
  }

  async close(): Promise<void> {
    await this.#worker.close();
    await this.#queue.close();
  }
}
