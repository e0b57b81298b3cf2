import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DEAD_LETTER_QUEUE, letterId, letterOf } from './letter.ts';

export function openDeadLetters(connection: Redis): Queue {
  return new Queue(DEAD_LETTER_QUEUE, { connection });
}

// #region bury
/** Copies a job that failed for good to the dead-letter queue. One that will be tried again is left alone. */
export async function bury(letters: Queue, job: Job): Promise<void> {
  const letter = letterOf(job);
  if (letter) await letters.add(letter.queue, letter, { jobId: letterId(letter.queue, letter.jobId) });
}
// #endregion bury

/**
 * Buries what failed while nobody was watching: a worker can be killed between failing a job and burying it. The
 * original stays in its queue's failed set until it is redriven, so nothing is lost in between.
 */
export async function buryForgotten(letters: Queue, queue: Queue): Promise<void> {
  for (const job of await queue.getFailed(0, 999)) await bury(letters, job);
}
