import type { Clock } from '#kit';

export function nextSlot(start: number, periodMs: number, now: number): number {
  return start + (Math.floor((now - start) / periodMs) + 1) * periodMs;
}

export function fixedRate(clock: Clock, periodMs: number, job: () => void): void {
  clock.setTimeout(() => {
    fixedRate(clock, periodMs, job);
    job();
  }, periodMs);
}

export function fixedDelay(
  clock: Clock,
  delayMs: number,
  job: () => Promise<void>,
  onError: (error: unknown) => void,
): void {
  clock.setTimeout(async () => {
    await job().catch(onError);
    fixedDelay(clock, delayMs, job, onError);
  }, delayMs);
}
