import { type Clock, LONGEST_DELAY_MS } from '#kit';

export function after(clock: Clock, delayMs: number, job: () => void): void {
  const wait = Math.min(delayMs, LONGEST_DELAY_MS);
  clock.setTimeout(() => {
    if (wait < delayMs) after(clock, delayMs - wait, job);
    else job();
  }, wait);
}

export function at(clock: Clock, instant: number, job: () => void): void {
  if (instant < clock.now()) return;
  const look = () => {
    const left = instant - clock.now();
    if (left <= 0) job();
    else clock.setTimeout(look, Math.min(left, MINUTE_MS));
  };
  look();
}

const MINUTE_MS = 60_000;
