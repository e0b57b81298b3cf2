import { type JobQueue, type RepeatOptions, todo } from '#kit';

export interface ScheduleEntry {
  name: string;
  /** Either this, in milliseconds, or a cron expression, by the clocks of `timeZone` (UTC if left out). */
  every?: number;
  cron?: string;
  timeZone?: string;
  data?: unknown;
}

/** Task 1. When an entry repeats, in the queue's words: the same instants whichever process works them out. */
export function repeatOf(entry: ScheduleEntry): RepeatOptions {
  todo('every, or pattern with tz');
}

/** Task 2. Puts one schedule there, named as its entry, as is its job. Done again it changes only what has changed. */
export async function publish(queue: JobQueue, entry: ScheduleEntry): Promise<void> {
  todo('upsert the scheduler');
}

/** Task 3. Makes the queue hold this table and nothing else. Any number of beats may do so at any time. */
export async function reconcile(queue: JobQueue, table: readonly ScheduleEntry[]): Promise<void> {
  todo('publish what is in the table, remove what is not');
}
