import type { Kysely, Migration } from 'kysely';

const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('scheduler_job')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('definition', 'text', (column) => column.notNull())
      .addColumn('paused', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('scheduler_run')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('job', 'text', (column) => column.notNull())
      .addColumn('slot', 'bigint', (column) => column.notNull())
      .addColumn('cause', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('attempts', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint')
      .addColumn('finished_at', 'bigint')
      .addColumn('duration_ms', 'double precision')
      .addColumn('error', 'text')
      .addColumn('result', 'text')
      .addColumn('note', 'text')
      .addColumn('output', 'text', (column) => column.notNull())
      .addColumn('node', 'text', (column) => column.notNull())
      .addColumn('instance', 'text', (column) => column.notNull())
      .execute();
    // One row for each slot of a job; also how the last decided slot of a job is found without a scan.
    await db.schema
      .createIndex('scheduler_run_slot')
      .on('scheduler_run')
      .columns(['job', 'cause', 'slot'])
      .unique()
      .execute();
    await db.schema.createIndex('scheduler_run_by_job').on('scheduler_run').columns(['job', 'slot', 'id']).execute();
    await db.schema.createIndex('scheduler_run_by_time').on('scheduler_run').columns(['slot', 'id']).execute();
    await db.schema
      .createIndex('scheduler_run_by_state')
      .on('scheduler_run')
      .columns(['state', 'slot', 'id'])
      .execute();
    // "The failures of this job": rare among many, so neither of the two above would find them quickly.
    await db.schema
      .createIndex('scheduler_run_by_job_and_state')
      .on('scheduler_run')
      .columns(['job', 'state', 'slot', 'id'])
      .execute();
  },
  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('scheduler_run').execute();
    await db.schema.dropTable('scheduler_job').execute();
  },
};

/** For a migration runner: `migrateUp(database, schedulerTables)`. */
export const schedulerTables = { name: 'scheduler', migrations: { '001-jobs-and-runs': first } };
