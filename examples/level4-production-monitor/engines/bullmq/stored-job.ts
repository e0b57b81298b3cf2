import type { Kysely, Transaction } from 'kysely';
import { resolveJob } from '../../../scheduler/engine/definition.ts';
import { Job } from '../../../scheduler/engine/job.ts';
import { STEP_BACK_LIMIT_MS } from '../../../scheduler/engine/timeline.ts';
import { SchedulerError } from '../../../scheduler/index.ts';
import type { JobRow } from '../../../scheduler/sql/schema.ts';
import type { LoadedJob } from '../../../scheduler/store/store.ts';
import type { ClusterSchema } from './tables.ts';

export type Db = Transaction<ClusterSchema>;

/** A last slot far in the future was decided while the clock was wrong: it is no reason to stand still until then. */
export function toJob({ definition, paused, since, lastSlot }: LoadedJob, now: number): Job {
  const last = Math.max(since, lastSlot ?? since);
  const cursor = last <= now + STEP_BACK_LIMIT_MS ? last : now;
  return new Job(resolveJob(definition), { paused, since, cursor });
}

export async function readJob(db: Kysely<ClusterSchema>, name: string, now: number): Promise<Job | undefined> {
  const row = await db.selectFrom('scheduler_job').selectAll().where('name', '=', name).executeTakeFirst();
  return row && withPlace(db, row, now);
}

/**
 * The job as it stands, and nobody else decides about it until the transaction ends. An update that changes nothing
 * takes the row's lock in PostgreSQL; in SQLite the transaction already holds the whole file's.
 */
export async function lockJob(db: Db, name: string, now: number): Promise<Job> {
  const row = await db
    .updateTable('scheduler_job')
    .set((job) => ({ paused: job.ref('paused') }))
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw unknownJob(name);
  return withPlace(db, row, now);
}

/** With how far its schedule has come, which history knows. */
async function withPlace(
  db: Kysely<ClusterSchema>,
  { name, definition, paused, since }: JobRow,
  now: number,
): Promise<Job> {
  const last = await db
    .selectFrom('scheduler_run')
    .select((run) => run.fn.max('slot').as('slot'))
    .where('job', '=', name)
    .where('cause', '=', 'schedule')
    .executeTakeFirst();
  const lastSlot = last?.slot ?? null;
  return toJob({ definition: JSON.parse(definition), paused: paused === 1, since, lastSlot }, now);
}

export function unknownJob(name: string): SchedulerError {
  return new SchedulerError('unknown-job', `there is no job named '${name}'`, { field: 'name', value: name });
}
