import { todo } from '#kit';
import type { Schedule } from './schedule.ts';

/** Task 1. Whether the schedule runs at all on the day, by UTC, that `instant` lies in. */
export function isOnDay(schedule: Schedule, instant: number): boolean {
  todo('the month, and then the two day fields');
}

/** Task 2. The first instant later than `after` at which the schedule fires, or null if there is none. */
export function next(schedule: Schedule, after: number): number | null {
  todo('go through the days, then through the minutes of the first that matches');
}
