import type { FastifyInstance } from 'fastify';
import { todo } from '#kit';

export interface Job {
  readonly id: string;
  /** Read in UTC. */
  readonly cron: string;
  readonly paused: boolean;
  /** Epoch milliseconds; null while the job is paused. */
  readonly nextAt: number | null;
}

/** What a change may ask for; what is left out stays. */
export interface Change {
  readonly paused?: boolean;
  readonly cron?: string;
}

/** The scheduler, as far as the API needs it. */
export interface Desk {
  now(): number;
  find(id: string): Promise<Job | undefined>;
  save(job: Job): Promise<void>;
  /** Starts a run at once and answers its id. */
  run(id: string): Promise<string>;
}

/** Task 1. The first run later than `after`. Throws a RangeError for an expression that cannot be read or never fires. */
export function nextRun(cron: string, after: number): number {
  todo('ask croner, in UTC, and refuse what it cannot answer');
}

/** Task 2. The job as it is after the change. */
export function changed(job: Job, change: Change, now: number): Job {
  todo('two things may change, and the next run follows from both');
}

/** Task 3. The routes of the README. */
export function controlApi(desk: Desk): FastifyInstance {
  todo('find the job, change it, save it, answer it');
}
