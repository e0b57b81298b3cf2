import { todo } from '#kit';

/** Task 1. Whole milliseconds in [0, spreadMs): always the same for one name, evenly spread for many. */
export function offsetFor(name: string, spreadMs: number): number {
  todo('a number that depends on all of the name, and on nothing else');
}

/** Task 2. The first run strictly after `after`, when runs come `offsetMs` after each multiple of `periodMs`. */
export function nextRun(after: number, periodMs: number, offsetMs: number): number {
  todo('the next slot, with its offset');
}

/** Task 3. Over how many milliseconds to spread so many jobs that `perSecond` start in a second; a period at most. */
export function spreadFor(jobs: number, perSecond: number, periodMs: number): number {
  todo('room for all of them, within the period');
}
