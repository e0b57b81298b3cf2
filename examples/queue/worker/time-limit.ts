import type { Clock } from '../../scheduler/clock/clock.ts';
import { QueueError } from '../errors.ts';

/**
 * Gives work a signal and a deadline. At the deadline, or when the outer signal is aborted, the inner one is aborted and
 * the wait ends, whether or not the work listens: a promise cannot be killed, so work that ignores its signal goes on
 * unheard, and its late result counts for nothing.
 */
export async function withTimeLimit<Result>(
  { clock, limitMs, signal }: { clock: Clock; limitMs: number; signal?: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<Result> | Result,
): Promise<Result> {
  const inner = new AbortController();
  const timer = clock.setTimeout(() => {
    inner.abort(new QueueError('timed-out', `not done within its limit of ${limitMs} ms`));
  }, limitMs);
  const onOuter = () => inner.abort(signal?.reason);
  signal?.addEventListener('abort', onOuter, { once: true });
  if (signal?.aborted) onOuter();
  try {
    return await Promise.race([aborted(inner.signal), Promise.resolve(inner.signal).then(work)]);
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', onOuter);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
