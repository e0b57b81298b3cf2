import type { Kysely, Selectable } from 'kysely';
import type { JobStore, StoredJob } from './job-store.ts';

export interface JobTables {
  lightweight_job: {
    name: string;
    handler: string;
    expression: string;
    time_zone: string;
    /** SQLite has no booleans. */
    paused: number;
    last_slot: number;
  };
}

/** Makes the table where it is missing. */
export async function jobTables(db: Kysely<JobTables>): Promise<void> {
  await db.schema
    .createTable('lightweight_job')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('handler', 'text', (column) => column.notNull())
    .addColumn('expression', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('paused', 'integer', (column) => column.notNull())
    .addColumn('last_slot', 'integer', (column) => column.notNull())
    .execute();
}

/** Survives the process: a job added at run time is there after a restart, and so is what it last did. */
export function sqlJobStore({ db, close }: { db: Kysely<JobTables>; close(): Promise<void> }): JobStore {
  return {
    all: async () => (await db.selectFrom('lightweight_job').selectAll().orderBy('name').execute()).map(fromRow),
    put: async (job) => {
      const { name, ...rest } = toRow(job);
      await db
        .insertInto('lightweight_job')
        .values({ name, ...rest })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(rest))
        .execute();
    },
    remove: async (name) => {
      await db.deleteFrom('lightweight_job').where('name', '=', name).execute();
    },
    close,
  };
}

type Row = Selectable<JobTables['lightweight_job']>;

function fromRow({ time_zone, last_slot, paused, ...row }: Row): StoredJob {
  return { ...row, timeZone: time_zone, lastSlot: last_slot, paused: paused === 1 };
}

function toRow({ timeZone, lastSlot, paused, ...job }: StoredJob): Row {
  return { ...job, time_zone: timeZone, last_slot: lastSlot, paused: paused ? 1 : 0 };
}
