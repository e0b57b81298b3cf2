import type { Rule } from '../trigger/trigger.ts';

/**
 * Misfire: what becomes of slots that are due but were not started on time, because the process slept, was stopped,
 * was busy, or because its clock was set forward. Grace is asked first: what is later than `graceMs` is missed. Of
 * what is left, coalescing picks:
 *   latest   the last slot runs, the others are missed
 *   all      every slot runs, oldest first, but no more than the last `maxCatchUp`
 *   none     a backlog of more than one slot is missed whole; a single late slot runs
 * Every slot is accounted for, the decision is made once, and its size is bounded.
 */
export type Coalesce = 'latest' | 'all' | 'none';

export interface MisfirePolicy {
  readonly graceMs: number;
  readonly coalesce: Coalesce;
  readonly maxCatchUp: number;
}

export interface Backlog {
  /** Slots to run, oldest first. */
  readonly run: readonly number[];
  /** Slots to record as missed, oldest first. */
  readonly missed: readonly number[];
  /** The last slot of a part too long to list, or null. Everything from the cursor to here was missed too. */
  readonly unlistedUntil: number | null;
  /** The first slot not yet due. */
  readonly next: number | null;
}

/** A backlog is listed slot by slot up to this many. */
export const LISTED_LIMIT = 1000;

/** Decides every slot in `(cursor, now]`. */
export function settleBacklog(rule: Rule, cursor: number, now: number, policy: MisfirePolicy): Backlog {
  const due: number[] = [];
  let slot = rule.previous(now + 1);
  while (slot !== null && slot > cursor && due.length < LISTED_LIMIT) {
    due.push(slot);
    slot = rule.previous(slot);
  }
  due.reverse();
  const inGrace = due.filter((instant) => now - instant <= policy.graceMs);
  const run = chosen(inGrace, due.length, policy);
  return {
    run,
    missed: due.filter((instant) => !run.includes(instant)),
    unlistedUntil: slot !== null && slot > cursor ? slot : null,
    next: rule.next(Math.max(now, cursor)),
  };
}

function chosen(inGrace: number[], backlog: number, { coalesce, maxCatchUp }: MisfirePolicy): number[] {
  if (coalesce === 'all') return inGrace.slice(-maxCatchUp);
  if (coalesce === 'none' && backlog > 1) return [];
  return inGrace.slice(-1);
}
