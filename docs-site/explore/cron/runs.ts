import { type CronSchedule, cronSchedule, type OverlapPolicy } from '../../../examples/scheduler/cron/index.ts';
import { wallTime } from './wall-time.ts';

export interface Run {
  readonly at: number;
  /** What a change of the clocks did to it: moved out of a gap, or made it a second showing of the same time. */
  readonly change?: 'moved' | 'repeated';
}

/** The next `count` runs after an instant; fewer if the schedule ends. */
export function nextRuns(schedule: CronSchedule, after: number, count: number, overlap: OverlapPolicy): Run[] {
  // A run this one does not have is a run that was moved out of a gap.
  const unmoved = cronSchedule(schedule.expression, { timeZone: schedule.timeZone, gap: 'skip', overlap });
  const runs: Run[] = [];
  for (let at = schedule.next(after); at !== null && runs.length < count; at = schedule.next(at)) {
    if (unmoved.next(at - 1) !== at) runs.push({ at, change: 'moved' });
    else runs.push(wallTime(at, schedule.timeZone).repeated ? { at, change: 'repeated' } : { at });
  }
  return runs;
}

/** Runs within a period, up to a number one can still see. */
export function runsWithin(schedule: CronSchedule, after: number, periodMs: number, most: number): number[] {
  const instants: number[] = [];
  for (let at = schedule.next(after); at !== null && at <= after + periodMs; at = schedule.next(at)) {
    instants.push(at);
    if (instants.length > most) break;
  }
  return instants;
}
