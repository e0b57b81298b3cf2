import { type Clock, type Random, sleep } from '#kit';
import type { Backoff, RetryPolicy } from '../exercise.ts';

export function backoffMs({ baseMs, capMs }: Backoff, failures: number, random: Random): number {
  // The whole range, not a bit around the bound: whoever failed together would else come back together.
  return random() * Math.min(capMs, baseMs * 2 ** (failures - 1));
}

export async function retry<T>(
  clock: Clock,
  random: Random,
  policy: RetryPolicy,
  job: (attempt: number) => Promise<T>,
): Promise<T> {
  const attemptFrom = (attempt: number): Promise<T> =>
    job(attempt).catch(async (error) => {
      if (attempt >= policy.attempts || policy.isPermanent(error)) throw error;
      await sleep(clock, backoffMs(policy, attempt, random));
      return attemptFrom(attempt + 1);
    });
  return attemptFrom(1);
}
