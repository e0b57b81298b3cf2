import type { Clock } from '#kit';
import type { Job } from '../exercise.ts';

export function withTimeout<T>(clock: Clock, limitMs: number, job: Job<T>): Promise<T> {
  return withTimeoutAndStop(clock, limitMs, job, new AbortController().signal);
}

export async function withTimeoutAndStop<T>(clock: Clock, limitMs: number, job: Job<T>, stop: AbortSignal): Promise<T> {
  stop.throwIfAborted();
  const own = new AbortController();
  const start = clock.monotonic();
  let giveUp = (_reason: unknown) => {};
  const timeUp = () => giveUp(new DOMException(`no answer within ${limitMs} ms`, 'TimeoutError'));
  const stopped = () => own.abort(stop.reason);
  const timer = clock.setTimeout(timeUp, limitMs);
  stop.addEventListener('abort', stopped, { once: true });
  try {
    const answer = await Promise.race([
      aborted(own.signal),
      new Promise<never>((_, reject) => {
        giveUp = reject;
      }),
      job(own.signal),
    ]);
    if (clock.monotonic() - start > limitMs) throw new DOMException(`no answer within ${limitMs} ms`, 'TimeoutError');
    own.signal.throwIfAborted();
    return answer;
  } finally {
    clock.clearTimeout(timer);
    stop.removeEventListener('abort', stopped);
  }
}

/** Never resolves; rejects when the signal aborts. It and the signal are forgotten together, when the run is over. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
