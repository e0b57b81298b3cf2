import type { AtData } from './at.ts';
import type { CronData } from './cron.ts';
import type { EveryData } from './every.ts';

/**
 * When a job is due, as plain data: what is stored, sent and compared. The objects made by `every`, `cron` and `at`
 * are such data too (their methods live on the prototype), so that a trigger survives JSON as it is.
 */
export type TriggerData = EveryData | CronData | AtData;

/** The rule behind the data. Both questions are pure: they read no clock and no zone but the one they were given. */
export type Trigger = Rule & TriggerData;

export interface Rule {
  /** The first due instant strictly later than `after`, or null when there is none. */
  next(after: number): number | null;
  /** The last due instant strictly earlier than `before`, or null when there is none. */
  previous(before: number): number | null;
}
