import type { Kysely, Migration } from 'kysely';
import type { SchedulerSchema } from '../../../scheduler/sql/schema.ts';

/** What the nodes share in SQL: the scheduler's jobs and history, and the outbox between them and the queue. */
export interface ClusterSchema extends SchedulerSchema {
  scheduler_outbox: OutboxRow;
}

/** A run that was promised and that no node has taken yet. */
export interface OutboxRow {
  id: string;
  job: string;
  slot: number;
  /** `offered`: any worker may take it. `in-line`: it waits for the run before it. */
  place: 'offered' | 'in-line';
  /** It waited in line before it was offered: lateness is then no misfire. */
  waited: number;
  /** JSON, where the run has a payload of its own. */
  payload: string | null;
}

const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('scheduler_outbox')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('job', 'text', (column) => column.notNull())
      .addColumn('slot', 'bigint', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('waited', 'integer', (column) => column.notNull())
      .addColumn('payload', 'text')
      .execute();
    await db.schema
      .createIndex('scheduler_outbox_line')
      .on('scheduler_outbox')
      .columns(['job', 'place', 'slot'])
      .execute();
  },
  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('scheduler_outbox').execute();
  },
};

export const clusterTables = { name: 'cluster', migrations: { '001-outbox': first } };
