import { todo } from '#kit';
import type { TimeOfDay, Zone } from './zone.ts';

/** Task 1. The next instant later than `after` for a job that runs every day at one time. */
export function nextDaily(zone: Zone, time: TimeOfDay, after: number): number {
  todo('find the date in the zone, then the instant at which its clocks show the time');
}

/** Task 2. The next instant later than `after` for a job that runs at one minute of every hour. */
export function nextHourly(zone: Zone, minute: number, after: number): number {
  todo('walk from minute to minute and look at the clocks');
}
