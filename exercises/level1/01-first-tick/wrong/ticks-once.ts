import type { Clock } from '#kit';

export function every(clock: Clock, periodMs: number, job: () => void): void {
  clock.setTimeout(job, periodMs);
}

export function everyUntil(clock: Clock, periodMs: number, job: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const timer = clock.setTimeout(job, periodMs);
  signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
}
