import type { CronSchedule } from '../../../examples/scheduler/cron/index.ts';
import { type WallTime, wallTime } from './wall-time.ts';

/** One hour on the wall, as many of its minutes as there are that day, and the runs that fall in them. */
export interface Hour {
  readonly hour: number;
  /** 0 for an hour the clocks leave out, 120 for one they show twice. */
  minutes: number;
  /** Counted up to `MANY`. */
  runs: number;
}

export interface Day {
  readonly date: string;
  readonly hours: readonly Hour[];
}

/** Beyond this the picture says the same. */
export const MANY = 60;

/** Seven days on the wall of the schedule's zone, today first; today's runs before `now` are over and do not count. */
export function weekOf(schedule: CronSchedule, now: number): Day[] {
  const { timeZone } = schedule;
  const today = wallTime(now, timeZone).date;
  let start = Math.floor(now / QUARTER_MS) * QUARTER_MS;
  while (wallTime(start - QUARTER_MS, timeZone).date === today) start -= QUARTER_MS;

  const days: Day[] = [];
  // Clocks are moved, and zones differ, by quarters of an hour: each lies within one hour of one day.
  for (let quarter = start; ; quarter += QUARTER_MS) {
    const hour = hourIn(days, wallTime(quarter, timeZone));
    if (!hour) return days;
    hour.minutes += 15;
    hour.runs += countRuns(schedule, Math.max(quarter - 1, now), quarter + QUARTER_MS, MANY - hour.runs);
  }
}

const QUARTER_MS = 15 * 60_000;

/** Nothing once the week is full. */
function hourIn(days: Day[], { date, hour }: WallTime): Hour | undefined {
  if (days.at(-1)?.date !== date) {
    if (days.length === 7) return undefined;
    days.push({ date, hours: Array.from({ length: 24 }, (_, hour) => ({ hour, minutes: 0, runs: 0 })) });
  }
  return days.at(-1)?.hours[hour];
}

function countRuns(schedule: CronSchedule, after: number, end: number, most: number): number {
  let count = 0;
  for (let at = after; count < most; count++) {
    const next = schedule.next(at);
    if (next === null || next >= end) break;
    at = next;
  }
  return count;
}
