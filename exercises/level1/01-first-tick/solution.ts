import type { Clock, Timer } from '#kit';

export function every(clock: Clock, periodMs: number, job: () => void): void {
  clock.setTimeout(() => {
    every(clock, periodMs, job);
    job();
  }, periodMs);
}

export function everyUntil(clock: Clock, periodMs: number, job: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  let timer: Timer;
  const arm = () => {
    timer = clock.setTimeout(() => {
      arm();
      job();
    }, periodMs);
  };
  arm();
  signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
}
