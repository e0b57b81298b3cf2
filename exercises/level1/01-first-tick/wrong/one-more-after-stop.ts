import type { Clock } from '#kit';

export function every(clock: Clock, periodMs: number, job: () => void): void {
  everyUntil(clock, periodMs, job, new AbortController().signal);
}

export function everyUntil(clock: Clock, periodMs: number, job: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  clock.setTimeout(() => {
    job();
    everyUntil(clock, periodMs, job, signal);
  }, periodMs);
}
