import type { Job } from '../../../scheduler/engine/job.ts';
import { Timeline } from '../../../scheduler/engine/timeline.ts';
import { backoffMs, type Clock, type Random } from '../../../scheduler/index.ts';

export interface PlannerOptions {
  readonly clock: Clock;
  readonly random: Random;
  load(): Promise<Job[]>;
  read(name: string): Promise<Job | undefined>;
  /** Decides what has come due, and gives back the job as it then stands: undefined when it is gone. */
  settle(name: string): Promise<Job | undefined>;
  failed(error: unknown, retryInMs: number): void;
}

const RETRY = { baseMs: 500, capMs: 10_000 };

/**
 * Knows when to look at which job, and decides nothing: that is done in SQL, where a second planner that looks at the
 * same slot finds it decided.
 */
export class Planner {
  readonly #with: PlannerOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #timeline: Timeline;

  constructor(options: PlannerOptions) {
    this.#with = options;
    this.#timeline = new Timeline(options.clock, {
      ready: () => true,
      due: (job) => void this.#settle(job),
      // The next load reads how far each job has come, by the new time.
      steppedBack: () => {},
    });
  }

  async load(): Promise<void> {
    const jobs = await this.#with.load();
    const known = new Set(jobs.map(({ name }) => name));
    for (const name of [...this.#jobs.keys()]) if (!known.has(name)) this.#forget(name);
    for (const job of jobs) this.#put(job);
  }

  async look(name: string): Promise<void> {
    const job = await this.#with.read(name);
    if (job) this.#put(job);
    else this.#forget(name);
  }

  close(): void {
    this.#timeline.close();
  }

  async #settle(job: Job, failures = 0): Promise<void> {
    try {
      const settled = await this.#with.settle(job.name);
      if (this.#jobs.get(job.name) !== job) return;
      if (settled) this.#put(settled);
      else this.#forget(job.name);
    } catch (error) {
      const retryInMs = Math.max(50, backoffMs(RETRY, failures + 1, this.#with.random));
      this.#with.failed(error, retryInMs);
      this.#timeline.after(retryInMs, () => void this.#settle(job, failures + 1));
    }
  }

  #put(job: Job): void {
    this.#forget(job.name);
    this.#jobs.set(job.name, job);
    const next = job.paused ? null : job.nextSlot;
    this.#timeline.place(job, next === null ? null : next + job.startDelayMs);
  }

  #forget(name: string): void {
    const job = this.#jobs.get(name);
    if (job) this.#timeline.place(job, null);
    this.#jobs.delete(name);
  }
}
