import type { Clock } from '#kit';
import type { Job } from '../exercise.ts';

export function withTimeout<T>(clock: Clock, limitMs: number, job: Job<T>): Promise<T> {
  return withTimeoutAndStop(clock, limitMs, job, new AbortController().signal);
}

export async function withTimeoutAndStop<T>(clock: Clock, limitMs: number, job: Job<T>, stop: AbortSignal): Promise<T> {
  stop.throwIfAborted();
  const own = new AbortController();
  const start = clock.monotonic();
  const timeUp = () => own.abort(new DOMException(`no answer within ${limitMs} ms`, 'TimeoutError'));
  const stopped = () => own.abort(stop.reason);
  const timer = clock.setTimeout(timeUp, limitMs);
  stop.addEventListener('abort', stopped, { once: true });
  const answer = await Promise.race([aborted(own.signal), job(own.signal)]);
  // A job that blocks the event loop also holds up the timer that should have ended it.
  if (clock.monotonic() - start > limitMs) timeUp();
  own.signal.throwIfAborted();
  clock.clearTimeout(timer);
  stop.removeEventListener('abort', stopped);
  return answer;
}

/** Never resolves; rejects when the signal aborts. It and the signal are forgotten together, when the run is over. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
