import type { RepeatOptions, RepeatStrategy } from 'bullmq';
import { nextSlot, type Planned } from './trigger.ts';

type Repeat = Pick<RepeatOptions, 'every' | 'offset' | 'pattern' | 'startDate' | 'tz'>;

/**
 * A trigger in BullMQ's words. Its own `every` would fire at once and count from there: a `startDate` on the grid
 * puts the first run, and so all of them, where the plan says. A pattern always carries its zone, because without one
 * BullMQ takes that of whichever process computes the next run.
 */
export function repeatOptions(planned: Planned, now: number): Repeat {
  const { trigger, offsetMs } = planned;
  if ('everyMs' in trigger) {
    const start = nextSlot(planned, now) as number;
    return { every: trigger.everyMs, startDate: start, ...(offsetMs > 0 && { offset: offsetMs }) };
  }
  return { pattern: offsetMs > 0 ? `${trigger.cron} +${offsetMs}ms` : trigger.cron, tz: trigger.timeZone };
}

// #region strategy
/**
 * The next run is computed by beat for the first and by a worker for each after it. Both are given this, so that our
 * cron and not BullMQ's decides, and the clock change falls as in every other part of the course.
 */
export const repeatStrategy: RepeatStrategy = (after, { pattern, tz }) => {
  const [, cron = '', offset = '0'] = /^(.*?)(?: \+(\d+)ms)?$/.exec(pattern ?? '') ?? [];
  return nextSlot({ trigger: { cron, timeZone: tz ?? 'UTC' }, offsetMs: Number(offset) }, after) ?? undefined;
};
// #endregion strategy
