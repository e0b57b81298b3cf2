import { type Clock, type Random, todo } from '#kit';

export interface Backoff {
  /** The bound of the wait after the first failure. It doubles with every further one. */
  readonly baseMs: number;
  /** No wait is ever longer. */
  readonly capMs: number;
}

export interface RetryPolicy extends Backoff {
  /** Attempts in all, the first one included: 1 means no retry. */
  readonly attempts: number;
  /** Whether another attempt could not help: a wrong password, an address that does not exist. */
  readonly isPermanent: (error: unknown) => boolean;
}

/**
 * Task 1. How long to wait after so many failures (1, 2, 3, …): exponential backoff with full jitter. Any time between
 * nothing and the bound is as likely as any other.
 */
export function backoffMs(backoff: Backoff, failures: number, random: Random): number {
  todo('find the bound, then take a random part of it');
}

/**
 * Task 2. Attempts `job` until it succeeds, waiting in between, and answers as it does. It is told the number of the
 * attempt, from 1. When no attempt is left, or the error is permanent, that last error is the outcome, at once.
 */
export async function retry<T>(
  clock: Clock,
  random: Random,
  policy: RetryPolicy,
  job: (attempt: number) => Promise<T>,
): Promise<T> {
  todo('try, and decide after each error whether to wait and try again');
}
