import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { openDeadLetters } from '../dead-letter/bury.ts';
import type { DeadLetter } from '../dead-letter/letter.ts';
import { type Catalogue, contractOf } from '../tasks/contract.ts';
import { jobOptions } from '../tasks/job-options.ts';

export interface Letter extends DeadLetter {
  readonly id: string;
}

export interface Selection {
  readonly queue?: string | undefined;
  /** A letter's id, or that of the job it is about. */
  readonly job?: string | undefined;
}

export interface RedriveOptions {
  readonly connection: Redis;
  readonly catalogue: Catalogue;
  onError(error: Error): void;
}

/** The letters that match, oldest first. */
export async function readLetters(options: RedriveOptions, { queue, job }: Selection = {}): Promise<Letter[]> {
  const letters = openDeadLetters(options.connection).on('error', options.onError);
  const jobs = await letters.getJobs(['waiting'], 0, -1, true);
  await letters.close();
  return jobs
    .map((found) => ({ id: found.id as string, ...(found.data as DeadLetter) }))
    .filter((letter) => queue === undefined || letter.queue === queue)
    .filter((letter) => job === undefined || letter.id === job || letter.jobId === job);
}

/**
 * Sends dead jobs to their queues again: same payload, same effect key, all attempts afresh. The new job comes first and
 * what it replaces is removed after, each under a fixed id: being killed in between loses nothing and doubles nothing.
 */
export async function redrive(
  options: RedriveOptions,
  letters: readonly Letter[],
): Promise<{ sent: Letter[]; orphaned: Letter[] }> {
  const { connection, catalogue, onError } = options;
  const sent: Letter[] = [];
  const orphaned: Letter[] = [];
  const grave = openDeadLetters(connection).on('error', onError);
  for (const letter of letters) {
    const contract = contractOf(catalogue, letter.queue);
    if (!contract) {
      orphaned.push(letter);
      continue;
    }
    const queue = new Queue(letter.queue, { connection }).on('error', onError);
    await queue.add(letter.queue, letter.data, {
      ...jobOptions(contract),
      jobId: `${letter.id}-again-${letter.failedAt}`,
    });
    await queue.remove(letter.jobId);
    await grave.remove(letter.id);
    await queue.close();
    sent.push(letter);
  }
  await grave.close();
  return { sent, orphaned };
}
