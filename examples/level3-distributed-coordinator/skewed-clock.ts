import type { Clock } from '../scheduler/clock/clock.ts';

/** A clock that shows another time than the one it runs by. Timers and durations are not touched, as with a wrong watch. */
export function skewedClock(clock: Clock, skewMs: () => number): Clock {
  return {
    now: () => clock.now() + skewMs(),
    monotonic: () => clock.monotonic(),
    setTimeout: (callback, delayMs) => clock.setTimeout(callback, delayMs),
    clearTimeout: (timer) => clock.clearTimeout(timer),
  };
}
