import { type TriggerData, toTrigger } from '../../../../scheduler/trigger/index.ts';
import { MOST_BACKFILLED } from '../../../limits.ts';
import { toLocal } from './trigger-draft.ts';

/** A time gone by, as `datetime-local` gives it. */
export interface BackfillDraft {
  readonly from: string;
  readonly to: string;
}

const HOUR_MS = 3_600_000;

/** The last full hour to begin with. */
export function newBackfillDraft(now: number): BackfillDraft {
  const to = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: toLocal(new Date(to - HOUR_MS)), to: toLocal(new Date(to)) };
}

export interface ReadBackfill {
  readonly from: number;
  readonly to: number;
  readonly errors: Readonly<Record<string, string>>;
}

export function readBackfill(draft: BackfillDraft, now: number): ReadBackfill {
  const from = new Date(draft.from).getTime();
  const to = new Date(draft.to).getTime();
  const errors: Record<string, string> = {};
  if (Number.isNaN(from)) errors.from = 'A day and a time.';
  if (Number.isNaN(to)) errors.to = 'A day and a time.';
  else if (to > now) errors.to = 'A time that has gone by.';
  else if (from >= to) errors.to = 'Later than the beginning.';
  return { from, to, errors };
}

/** How many slots lie in that time, by the engine's own code; beyond what the API takes at once it stops counting. */
export function slotsIn(trigger: TriggerData, { from, to }: ReadBackfill): number {
  const rule = toTrigger(trigger);
  let count = 0;
  for (let at = rule.next(from - 1); at !== null && at < to && count <= MOST_BACKFILLED; at = rule.next(at)) count++;
  return count;
}
