import type { Clock } from '../scheduler/clock/clock.ts';
import { sleep } from '../scheduler/clock/sleep.ts';
import type { Random } from '../scheduler/random.ts';

/** Thrown by a job that knows that trying again cannot help. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

export interface RetryOptions {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onRetry?: (failed: { attempt: number; error: unknown; waitMs: number }) => void;
}

/**
 * Tries until it works, waiting longer each time: anywhere between nothing and a bound that doubles up to a cap. The
 * wait is random over its whole range ("full jitter"), so that a hundred clients that failed together do not come back
 * together.
 */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, baseMs, capMs, clock, random, signal, onRetry } = options;
  // #region retry
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= attempts || error instanceof PermanentError || signal.aborted) throw error;
      const waitMs = Math.round(random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)));
      onRetry?.({ attempt, error, waitMs });
      await sleep(clock, waitMs, signal);
    }
  }
  // #endregion retry
}
