import type { Clock, Timer } from './clock.ts';

/** The real clock, of Node or of the browser. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, delayMs) => asTimer(setTimeout(callback, delayMs)),
  clearTimeout: (timer) => clearTimeout(timer as unknown as ReturnType<typeof setTimeout>),
};

/** A browser's timer is a bare number with nothing to unref: a page is kept alive by its reader. */
function asTimer(handle: unknown): Timer {
  if (typeof handle !== 'number') return handle as Timer;
  return Object.assign(handle as unknown as object, { ref() {}, unref() {} });
}
