import type { Kysely, Transaction } from 'kysely';
import { resolveJob } from '../../../scheduler/engine/definition.ts';
import { Job } from '../../../scheduler/engine/job.ts';
import { SchedulerError } from '../../../scheduler/index.ts';
import type { JobRow } from '../../../scheduler/sql/schema.ts';
import type { LoadedJob } from '../../../scheduler/store/store.ts';
import type { ClusterSchema } from './tables.ts';

export type Db = Transaction<ClusterSchema>;

export function toJob({ definition, paused, since, lastSlot }: LoadedJob): Job {
  return new Job(resolveJob(definition), { paused, since, cursor: Math.max(since, lastSlot ?? since) });
}

export async function readJob(db: Kysely<ClusterSchema>, name: string): Promise<Job | undefined> {
  const row = await db.selectFrom('scheduler_job').selectAll().where('name', '=', name).executeTakeFirst();
  return row && withPlace(db, row);
}

/**
 * The job as it stands, and nobody else decides about it until the transaction ends. An update that changes nothing
 * takes the row's lock in PostgreSQL; in SQLite the transaction already holds the whole file's.
 */
export async function lockJob(db: Db, name: string): Promise<Job> {
  const row = await db
    .updateTable('scheduler_job')
    .set((job) => ({ paused: job.ref('paused') }))
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw unknownJob(name);
  return withPlace(db, row);
}

/** With how far its schedule has come, which history knows. */
async function withPlace(db: Kysely<ClusterSchema>, { name, definition, paused, since }: JobRow): Promise<Job> {
  const last = await db
    .selectFrom('scheduler_run')
    .select((run) => run.fn.max('slot').as('slot'))
    .where('job', '=', name)
    .where('cause', '=', 'schedule')
    .executeTakeFirst();
  const lastSlot = last?.slot ?? null;
  return toJob({ definition: JSON.parse(definition), paused: paused === 1, since, lastSlot });
}

export function unknownJob(name: string): SchedulerError {
  return new SchedulerError('unknown-job', `there is no job named '${name}'`, { field: 'name', value: name });
}
