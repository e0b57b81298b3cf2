import { type Clock, todo } from '#kit';

/** Task 1. The first slot later than `now`. Slots are at `start` plus a whole number of periods. */
export function nextSlot(start: number, periodMs: number, now: number): number {
  todo('count the whole periods that have passed');
}

/** Task 2. Runs `job` on every slot, for the first time one period from now. */
export function fixedRate(clock: Clock, periodMs: number, job: () => void): void {
  todo('arm each timer for the next slot');
}

/** Task 3. Runs `job` again and again, with a pause of `delayMs` before each run. */
export function fixedDelay(
  clock: Clock,
  delayMs: number,
  job: () => Promise<void>,
  onError: (error: unknown) => void,
): void {
  todo('begin the pause when the run has ended');
}
