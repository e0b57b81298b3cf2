import type { Random } from '../random.ts';

export interface RetryPolicy {
  /** Attempts in all: 1 means no retry. */
  readonly attempts: number;
  /** The longest wait before the second attempt; it doubles from there. */
  readonly baseMs: number;
  /** No wait is longer. */
  readonly capMs: number;
}

/** Thrown by a handler that knows another attempt cannot help. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

/**
 * Exponential backoff with full jitter: anywhere between nothing and the bound. A wait around the bound would bring
 * all who failed together back together.
 */
export function backoffMs(
  { baseMs, capMs }: Omit<RetryPolicy, 'attempts'>,
  failedAttempts: number,
  random: Random,
): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (failedAttempts - 1)));
}
