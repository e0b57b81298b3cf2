import type { Clock, Timer } from '#kit';

export function every(clock: Clock, periodMs: number, job: () => void): void {
  everyUntil(clock, periodMs, job, new AbortController().signal);
}

export function everyUntil(clock: Clock, periodMs: number, job: () => void, signal: AbortSignal): void {
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
