import { type Clock, todo } from '#kit';

/** Task 1. Calls `job` once in every period, for the first time one period from now, for ever. */
export function every(clock: Clock, periodMs: number, job: () => void): void {
  todo('arm clock.setTimeout again and again');
}

/** Task 2. The same, until `signal` aborts: then nothing runs again, and nothing is left waiting. */
export function everyUntil(clock: Clock, periodMs: number, job: () => void, signal: AbortSignal): void {
  todo('stop at once, and for good, when the signal aborts');
}
