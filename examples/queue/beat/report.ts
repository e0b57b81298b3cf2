import { paint, table } from '../../shared/console.ts';
import type { ScheduleTable } from '../schedule/table.ts';
import { describeTrigger, nextSlot } from '../schedule/trigger.ts';
import { clockTime } from '../times.ts';
import type { Registered } from './diff.ts';
import type { Reconciled } from './reconcile.ts';

/** The schedule as this beat holds it: what is on, when it runs and when next. */
export function scheduleReport({ entries }: ScheduleTable, now: number): string {
  return table(
    entries.map((entry) => {
      const next = entry.enabled ? nextSlot(entry, now) : null;
      return {
        '': entry.enabled ? paint('green', 'on') : paint('yellow', 'off'),
        schedule: entry.name,
        queue: entry.task.name,
        when: describeTrigger(entry),
        'next (UTC)': next === null ? '' : relative(next, now),
      };
    }),
  );
}

/** What reconciling changed, one line each; nothing when nothing did. */
export function changeReport({ added, changed, removed, restored }: Reconciled): string[] {
  const lines = (mark: string, list: readonly Registered[], what: string) =>
    list.map(({ name, queue }) => `${mark} ${name} ${what} ${queue}`);
  return [
    ...lines('+', added, 'added to'),
    ...lines('~', changed, 'changed in'),
    ...lines('-', removed, 'removed from'),
    ...lines('!', restored, 'was tampered with and is restored in'),
  ];
}

/** The table of switches, for `--help`. */
export function variableReport({ variables }: ScheduleTable): string {
  return table(variables.map(({ name, fallback, meaning }) => ({ variable: name, default: fallback, meaning })));
}

function relative(next: number, now: number): string {
  const days = Math.floor(next / 86_400_000) - Math.floor(now / 86_400_000);
  return days === 0 ? clockTime(next) : `${clockTime(next)} +${days} d`;
}
