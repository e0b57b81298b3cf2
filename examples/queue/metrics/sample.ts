import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DEAD_LETTER_QUEUE } from '../dead-letter/letter.ts';
import { dueAt } from '../tasks/slot.ts';
import { readTally } from './tally.ts';

const states = ['waiting', 'active', 'delayed', 'prioritized', 'waiting-children', 'completed', 'failed'] as const;

/** What can be seen of one queue at one moment. */
export interface QueueSample {
  readonly queue: string;
  readonly at: number;
  readonly jobs: Readonly<Record<string, number>>;
  /** How long the job that should have begun first has been waiting for a worker. */
  readonly lagMs: number;
  readonly workers: number;
  /** Since the tally began, by field: see `Tally`. */
  readonly totals: ReadonlyMap<string, number>;
}

export async function sampleQueue(queue: Queue, redis: Redis, now: number): Promise<QueueSample> {
  const [jobs, lagMs, workers, totals] = await Promise.all([
    queue.getJobCounts(...states),
    // Dead letters wait for a human, and no worker is late for them.
    queue.name === DEAD_LETTER_QUEUE ? 0 : lagOf(queue, now),
    queue.getWorkersCount(),
    readTally(redis, queue.name),
  ]);
  return { queue: queue.name, at: now, jobs, lagMs, workers, totals };
}

/**
 * The oldest job that is due, in whichever list it waits. Looking at the waiting list alone would miss the case that
 * matters most: it is workers who move due jobs out of `delayed`, so with none of them there, it stays empty.
 */
async function lagOf(queue: Queue, now: number): Promise<number> {
  const first = async (state: 'waiting' | 'prioritized' | 'delayed') => (await queue.getJobs(state, 0, 0, true))[0];
  const candidates: (Job | undefined)[] = await Promise.all([first('waiting'), first('prioritized'), first('delayed')]);
  const lags = candidates.filter((job) => job !== undefined).map((job) => now - beganWaiting(job));
  return Math.max(0, ...lags);
}

/** A retry waits from the end of its backoff, which BullMQ writes into `delay`, counted from when the attempt ended. */
function beganWaiting(job: Job): number {
  return job.processedOn === undefined ? dueAt(job) : job.processedOn + job.delay;
}
