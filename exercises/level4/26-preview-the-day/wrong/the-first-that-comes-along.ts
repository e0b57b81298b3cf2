import { Cron } from 'croner';
import type { Planned, ScheduledJob, Window } from '../exercise.ts';

const MINUTE_MS = 60_000;

export function slotsOf({ cron, timeZone }: ScheduledJob, { from, until }: Window, limit: number): readonly number[] {
  const schedule = new Cron(cron, { timezone: timeZone });
  const slots: number[] = [];
  let next = schedule.nextRun(new Date(from - 1));
  while (next && next.getTime() < until && slots.length < limit) {
    slots.push(next.getTime());
    next = schedule.nextRun(next);
  }
  return slots;
}

export function preview(jobs: readonly ScheduledJob[], window: Window, limit: number): readonly Planned[] {
  return jobs
    .filter(({ paused }) => !paused)
    .flatMap((job) => slotsOf(job, window, limit).map((slot): Planned => ({ job: job.name, slot })))
    .sort((a, b) => a.slot - b.slot || (a.job < b.job ? -1 : 1))
    .slice(0, limit);
}

export function fullestMinute(planned: readonly Planned[]): { readonly minute: number; readonly slots: number } | null {
  const perMinute = new Map<number, number>();
  for (const { slot } of planned) {
    const minute = Math.floor(slot / MINUTE_MS) * MINUTE_MS;
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  const [fullest] = [...perMinute].sort(([a, many], [b, others]) => others - many);
  return fullest ? { minute: fullest[0], slots: fullest[1] } : null;
}
