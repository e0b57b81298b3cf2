import type { Clock } from '#kit';

export function after(clock: Clock, delayMs: number, job: () => void): void {
  const deadline = clock.monotonic() + delayMs;
  let done = false;
  const look = () => {
    const left = deadline - clock.monotonic();
    if (left <= 0 && !done) {
      done = true;
      job();
    }
    clock.setTimeout(look, left > 0 ? Math.min(left, HOUR_MS) : HOUR_MS);
  };
  look();
}

const HOUR_MS = 3_600_000;

export function at(clock: Clock, instant: number, job: () => void): void {
  const wait = Math.min(instant - clock.now(), MINUTE_MS);
  clock.setTimeout(() => {
    if (clock.now() < instant) at(clock, instant, job);
    else job();
  }, wait);
}

const MINUTE_MS = 60_000;
