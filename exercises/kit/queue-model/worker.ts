import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import { view } from './client.ts';
import type { Server } from './server.ts';
import type { StoredJob } from './stored-job.ts';
import type { QueueJob } from './types.ts';

export type Processor = (job: QueueJob) => Promise<unknown>;

export interface WorkerOptions {
  /** The process it lives in. */
  clock: Clock;
  concurrency: number;
  lockDuration: number;
  stalledInterval: number;
  maxStalledCount: number;
  processZone: string;
}

interface Events {
  completed: (job: QueueJob, result: unknown) => void;
  /** After every try that failed, the last one or not. */
  failed: (job: QueueJob, error: Error) => void;
  error: (error: Error) => void;
}

export class ModelWorker {
  readonly #server: Server;
  readonly #queue: string;
  readonly #processor: Processor;
  readonly #options: WorkerOptions;
  readonly #listeners: { [Name in keyof Events]: Events[Name][] } = { completed: [], failed: [], error: [] };
  readonly #running = new Set<Promise<void>>();
  readonly #stopListening: () => void;
  #closing = false;

  constructor(server: Server, queue: string, processor: Processor, options: WorkerOptions) {
    this.#server = server;
    this.#queue = queue;
    this.#processor = processor;
    this.#options = options;
    this.#stopListening = server.onWork((of) => of === queue && this.#look());
    this.#look();
  }

  on<Name extends keyof Events>(name: Name, listener: Events[Name]): this {
    this.#listeners[name].push(listener);
    return this;
  }

  /** Takes no more jobs and waits for those it has, for as long as they need. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#stopListening();
    await Promise.all(this.#running);
  }

  /** By its own clock: a process that is dead or stands still does not look. */
  #look(): void {
    this.#options.clock.setTimeout(() => {
      while (!this.#closing && this.#running.size < this.#options.concurrency) if (!this.#takeOne()) return;
    }, 1);
  }

  #takeOne(): boolean {
    const { lockDuration: durationMs, stalledInterval: checkMs, maxStalledCount: maxStalls } = this.#options;
    const token = `${++tokens}`;
    const job = this.#server.take(this.#queue, token, { durationMs, checkMs, maxStalls }, this.#options.processZone);
    if (!job) return false;
    const run = this.#run(job, token).finally(() => {
      this.#running.delete(run);
      this.#look();
    });
    this.#running.add(run);
    return true;
  }

  async #run(job: StoredJob, token: string): Promise<void> {
    const stopRenewing = this.#keepLock(job, token);
    try {
      if (job.deferredFailure) throw new UnrecoverableError(job.deferredFailure);
      const returned = await this.#processor(view(this.#server, job));
      this.#server.complete(job, token, JSON.stringify(returned) ?? 'null');
      for (const listener of this.#listeners.completed) listener(view(this.#server, job), returned);
    } catch (thrown) {
      this.#failed(job, token, thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      stopRenewing();
    }
  }

  #failed(job: StoredJob, token: string, error: Error): void {
    try {
      this.#server.fail(job, token, error.message, { forGood: error.name === 'UnrecoverableError' });
      for (const listener of this.#listeners.failed) listener(view(this.#server, job), error);
    } catch (refused) {
      for (const listener of this.#listeners.error) listener(refused as Error);
    }
  }

  #keepLock(job: StoredJob, token: string): () => void {
    const { clock, lockDuration } = this.#options;
    const renew = () => {
      timer = clock.setTimeout(renew, lockDuration / 2);
      this.#server.extend(job, token, lockDuration);
    };
    let timer = clock.setTimeout(renew, lockDuration / 2);
    return () => clock.clearTimeout(timer);
  }
}

let tokens = 0;

/** Trying again would give the same. BullMQ knows it by its name, and has one of its own to throw. */
export class UnrecoverableError extends Error {
  override name = 'UnrecoverableError';
}
