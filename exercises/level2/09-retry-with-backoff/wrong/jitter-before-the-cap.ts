import { type Clock, type Random, sleep } from '#kit';
import type { Backoff, RetryPolicy } from '../exercise.ts';

export function backoffMs({ baseMs, capMs }: Backoff, failures: number, random: Random): number {
  return Math.min(capMs, random() * baseMs * 2 ** (failures - 1));
}

export async function retry<T>(
  clock: Clock,
  random: Random,
  policy: RetryPolicy,
  job: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await job(attempt);
    } catch (error) {
      if (attempt >= policy.attempts || policy.isPermanent(error)) throw error;
      await sleep(clock, backoffMs(policy, attempt, random));
    }
  }
}
