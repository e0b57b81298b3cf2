import type { Envelope } from './envelope.ts';

/** What a job that was dropped leaves as its result. It completed: nothing went wrong, its moment had passed. */
export interface Expired {
  readonly expiredByMs: number;
}

export function isExpired(result: unknown): result is Expired {
  return typeof result === 'object' && result !== null && 'expiredByMs' in result;
}

// #region expiry
/**
 * Redis has no opinion on when a job stops being worth doing, so the worker asks before it runs one. Exactly at the
 * limit still runs.
 */
export function expiry(envelope: Envelope, dueAt: number, now: number): Expired | undefined {
  if (envelope.expiresMs === undefined) return undefined;
  const expiredByMs = now - dueAt - envelope.expiresMs;
  return expiredByMs > 0 ? { expiredByMs } : undefined;
}
// #endregion expiry
