import type { JobQueue, RepeatOptions } from '#kit';

export interface ScheduleEntry {
  name: string;
  every?: number;
  cron?: string;
  timeZone?: string;
  data?: unknown;
}

export function repeatOf({ every, cron, timeZone = 'UTC' }: ScheduleEntry): RepeatOptions {
  if (every !== undefined) return { pattern: `*/${Math.round(every / 1_000)} * * * * *`, tz: timeZone };
  return { pattern: cron ?? '', tz: timeZone };
}

export async function publish(queue: JobQueue, entry: ScheduleEntry): Promise<void> {
  const { name, data } = entry;
  await queue.upsertJobScheduler(name, repeatOf(entry), { name, data });
}

export async function reconcile(queue: JobQueue, table: readonly ScheduleEntry[]): Promise<void> {
  const wanted = new Set(table.map(({ name }) => name));
  for (const { key } of await queue.getJobSchedulers()) if (!wanted.has(key)) await queue.removeJobScheduler(key);
  for (const entry of table) await publish(queue, entry);
}
