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

export interface Redriven {
  readonly sent: readonly Letter[];
  readonly left: readonly { readonly letter: Letter; readonly why: string }[];
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
export async function redrive(options: RedriveOptions, letters: readonly Letter[]): Promise<Redriven> {
  const { connection, catalogue, onError } = options;
  const sent: Letter[] = [];
  const left: { letter: Letter; why: string }[] = [];
  const grave = openDeadLetters(connection).on('error', onError);
  for (const letter of letters) {
    const contract = contractOf(catalogue, letter.queue);
    // A step's result would find no parent waiting for it: of a flow the whole is started again, not a part.
    const why = !contract
      ? 'its task no longer exists'
      : letter.data.flow && 'it is a step of a flow: start that again';
    if (!contract || why) {
      left.push({ letter, why: why as string });
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
  return { sent, left };
}
