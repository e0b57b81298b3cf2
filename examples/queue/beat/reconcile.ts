import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { withLease } from '../redis-lock.ts';
import { repeatOptions, repeatStrategy } from '../schedule/repeat.ts';
import { enabledEntries, type ScheduleEntry, type ScheduleTable } from '../schedule/table.ts';
import { type Envelope, parse } from '../tasks/envelope.ts';
import { jobOptions } from '../tasks/job-options.ts';
import { type Difference, difference, type Registered } from './diff.ts';
import { forget, readRegistry, remember } from './registry.ts';

/** Upserts of one scheduler that overlap can remove it (BullMQ 6.7), so only one beat reconciles at a time. */
const LEASE = { key: 'clockwork:queue:reconciling', leaseMs: 15_000 };

interface Wanted extends Registered {
  readonly entry: ScheduleEntry;
}

export interface Reconciled extends Difference<Wanted> {
  /** As the table wants it when it was put there, and no longer so: edited by hand, or its next run deleted. */
  readonly restored: readonly Registered[];
}

export interface ReconcileOptions {
  readonly connection: Redis;
  readonly table: ScheduleTable;
  readonly now: number;
  onError(error: Error): void;
}

// #region reconcile
/** Makes Redis hold the table: adds, changes, removes. Undefined when another beat is at it: it has the same table. */
export async function reconcile(options: ReconcileOptions): Promise<Reconciled | undefined> {
  return withLease(options.connection, LEASE, () => reconcileAlone(options));
}
// #endregion reconcile

async function reconcileAlone({ connection, table, now, onError }: ReconcileOptions): Promise<Reconciled> {
  const wanted = enabledEntries(table).map(asWanted);
  const found = difference(wanted, await readRegistry(connection));

  const inQueue = async <Result>(name: string, work: (queue: Queue) => Promise<Result>): Promise<Result> => {
    const queue = new Queue(name, { connection, settings: { repeatStrategy } });
    queue.on('error', onError);
    try {
      return await work(queue);
    } finally {
      await queue.close();
    }
  };

  for (const schedule of found.removed) {
    await inQueue(schedule.queue, (queue) => removeSchedule(queue, schedule.name));
    await forget(connection, schedule);
  }
  const publish = async (schedule: Wanted) => {
    await inQueue(schedule.queue, (queue) => upsert(queue, schedule.entry, now));
    await remember(connection, schedule);
  };
  for (const schedule of [...found.added, ...found.changed]) await publish(schedule);

  const restored: Wanted[] = [];
  for (const schedule of found.unchanged) {
    if (await inQueue(schedule.queue, (queue) => isIntact(queue, schedule.entry, now))) continue;
    await publish(schedule);
    restored.push(schedule);
  }
  return { ...found, unchanged: found.unchanged.filter((schedule) => !restored.includes(schedule)), restored };
}

function asWanted(entry: ScheduleEntry): Wanted {
  const { name, task, trigger, offsetMs, payload, expiresMs } = entry;
  const fingerprint = JSON.stringify({ trigger, offsetMs, payload, expiresMs, options: jobOptions(task) });
  return { name, queue: task.name, fingerprint, entry };
}

async function upsert(queue: Queue, entry: ScheduleEntry, now: number): Promise<void> {
  const { task, name, expiresMs } = entry;
  const payload = parse(task.payload, entry.payload, `${name} payload`, 'bad-payload');
  const data: Envelope = { payload, expiresMs };
  await queue.upsertJobScheduler(name, repeatOptions(entry, now), { name: task.name, data, opts: jobOptions(task) });
}

/** A scheduler's removal leaves a run that is already due and waiting, and nobody wants that run any more. */
async function removeSchedule(queue: Queue, name: string): Promise<void> {
  const scheduler = await queue.getJobScheduler(name);
  await queue.removeJobScheduler(name);
  if (scheduler?.next) await queue.remove(`repeat:${name}:${scheduler.next}`);
}

/** Whether Redis still holds what was put there: somebody may have edited the schedule, or emptied the queue under it. */
async function isIntact(queue: Queue, entry: ScheduleEntry, now: number): Promise<boolean> {
  const scheduler = await queue.getJobScheduler(entry.name);
  const { every, pattern, tz } = repeatOptions(entry, now);
  if (!scheduler?.next || scheduler.every !== every || scheduler.pattern !== pattern || scheduler.tz !== tz)
    return false;
  const state = await queue.getJobState(`repeat:${entry.name}:${scheduler.next}`);
  return ['delayed', 'waiting', 'prioritized', 'active'].includes(state);
}
