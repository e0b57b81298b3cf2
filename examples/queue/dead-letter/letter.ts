import type { Job } from 'bullmq';
import { type Envelope, effectKey } from '../tasks/envelope.ts';

/** The queue nobody works: jobs that failed for good wait there for a human. */
export const DEAD_LETTER_QUEUE = 'dead_letter';

/** A job that died, with what is needed to understand it and to send it again. */
export interface DeadLetter {
  readonly queue: string;
  readonly jobId: string;
  readonly data: Envelope;
  readonly error: string;
  readonly attempts: number;
  readonly failedAt: number;
}

/** Burying the same job twice is burying it once: the letter's id follows from the job's. */
export function letterId(queue: string, jobId: string): string {
  return `${queue}/${jobId}`.replaceAll(':', '-');
}

/** The letter of a job that failed for good, or nothing for one that will be tried again. */
export function letterOf(job: Job): DeadLetter | undefined {
  if (job.finishedOn === undefined) return undefined;
  const { queueName: queue, id, failedReason: error, attemptsMade: attempts, finishedOn: failedAt } = job;
  const jobId = id as string;
  const envelope = job.data as Envelope;
  /** The key travels along, so that sending the job again cannot repeat an effect that it had before it died. */
  const data = { ...envelope, key: envelope?.key ?? effectKey(queue, jobId) };
  return { queue, jobId, data, error, attempts, failedAt };
}
