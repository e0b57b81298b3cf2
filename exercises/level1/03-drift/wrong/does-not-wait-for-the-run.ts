import type { Clock } from '#kit';

export function nextSlot(start: number, periodMs: number, now: number): number {
  return start + (Math.floor((now - start) / periodMs) + 1) * periodMs;
}

export function fixedRate(clock: Clock, periodMs: number, job: () => void): void {
  const start = clock.monotonic();
  const arm = () => {
    const now = clock.monotonic();
    clock.setTimeout(run, Math.ceil(nextSlot(start, periodMs, now) - now));
  };
  const run = () => {
    job();
    arm();
  };
  arm();
}

export function fixedDelay(
  clock: Clock,
  delayMs: number,
  job: () => Promise<void>,
  onError: (error: unknown) => void,
): void {
  clock.setTimeout(() => {
    job().catch(onError);
    fixedDelay(clock, delayMs, job, onError);
  }, delayMs);
}
