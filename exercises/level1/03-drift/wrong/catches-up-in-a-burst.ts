import type { Clock } from '#kit';

export function nextSlot(start: number, periodMs: number, now: number): number {
  return start + (Math.floor((now - start) / periodMs) + 1) * periodMs;
}

export function fixedRate(clock: Clock, periodMs: number, job: () => void): void {
  const start = clock.monotonic();
  let slots = 1;
  const run = () => {
    while (start + slots * periodMs <= clock.monotonic()) {
      slots++;
      job();
    }
    clock.setTimeout(run, Math.ceil(start + slots * periodMs - clock.monotonic()));
  };
  run();
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
