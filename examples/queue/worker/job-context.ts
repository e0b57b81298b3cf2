import type { Job } from 'bullmq';
import type { Slot } from '../tasks/slot.ts';
import type { TaskContext } from './handler.ts';
import type { RunningJob } from './running-jobs.ts';

/** A class, because one is made for every job: its methods exist once, where closures would be made each time. */
export class JobContext implements TaskContext {
  readonly jobId: string;
  readonly key: string;
  readonly slot: Slot | undefined;
  readonly dueAt: number;
  readonly attempt: number;
  readonly #job: Job;
  readonly #running: RunningJob;

  constructor(job: Job, key: string, slot: Slot | undefined, dueAt: number, running: RunningJob) {
    this.jobId = job.id as string;
    this.key = key;
    this.slot = slot;
    this.dueAt = dueAt;
    this.attempt = job.attemptsMade + 1;
    this.#job = job;
    this.#running = running;
  }

  get signal(): AbortSignal {
    return this.#running.signal;
  }

  async log(line: string): Promise<void> {
    await this.#job.log(line);
  }
}
