import { todo } from '#kit';

/** What has fallen due since the last look. A slot is the instant at which a job was meant to start, in epoch ms. */
export interface Due {
  /** The latest slots that are due, at most `limit` of them, oldest first. */
  readonly slots: readonly number[];
  /** How many older ones are due as well, but not listed. */
  readonly unlisted: number;
  /** The cursor for the next look: every slot up to here has been accounted for. */
  readonly cursor: number;
}

export interface MisfirePolicy {
  /** A slot late by this much, in milliseconds, may still run; a later one is missed. */
  readonly graceMs: number;
  /** Which of the slots within grace run: the latest, all of them, or none of a backlog. */
  readonly coalesce: 'latest' | 'all' | 'none';
  /** For `all`: the most that run, the latest ones. */
  readonly maxCatchUp: number;
}

/** What becomes of a backlog: every slot is in one of the two, oldest first. */
export interface Settled {
  readonly run: readonly number[];
  readonly missed: readonly number[];
}

/**
 * Task 1. What is due at `now` of a job whose slots are the multiples of `everyMs`: all slots later than `cursor` and
 * not later than `now`. The cursor never goes back, even when the clock does.
 */
export function dueSince(cursor: number, now: number, everyMs: number, limit: number): Due {
  todo('find the slots between the cursor and now');
}

/** Task 2. Decides what becomes of `slots` (due at `now` or before, oldest first). */
export function settle(slots: readonly number[], now: number, policy: MisfirePolicy): Settled {
  todo('ask for grace first, then coalesce, and account for every slot');
}
