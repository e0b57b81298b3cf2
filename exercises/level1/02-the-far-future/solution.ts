import { type Clock, LONGEST_DELAY_MS } from '#kit';

export function after(clock: Clock, delayMs: number, job: () => void): void {
  const wait = Math.min(delayMs, LONGEST_DELAY_MS);
  clock.setTimeout(() => {
    if (wait < delayMs) after(clock, delayMs - wait, job);
    else job();
  }, wait);
}

export function at(clock: Clock, instant: number, job: () => void): void {
  const wait = Math.min(instant - clock.now(), MINUTE_MS);
  clock.setTimeout(() => {
    if (clock.now() < instant) at(clock, instant, job);
    else job();
  }, wait);
}

const MINUTE_MS = 60_000;
