import { type Clock, todo } from '#kit';

/** Task 1. Runs `job` once, `delayMs` from now, be it a millisecond or a year. */
export function after(clock: Clock, delayMs: number, job: () => void): void {
  todo('wait in pieces that a timer can hold');
}

/** Task 2. Runs `job` once, when `clock.now()` reads `instant`, even when somebody sets the wall clock meanwhile. */
export function at(clock: Clock, instant: number, job: () => void): void {
  todo('look at the wall clock again at least every minute');
}
