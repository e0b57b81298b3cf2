import type { Kysely } from 'kysely';
import type { MigrationSet } from '../../shared/sql/index.ts';

export interface ReportSchema {
  /** One row per slot that somebody has begun under a token. */
  report_fence: { job: string; slot: number; token: number; written_by: string | null };
  /** One row per report that went out. More than one for a slot is what this level is about. */
  report_copy: { job: string; slot: number; node: string };
}

export const REPORT_TABLES: MigrationSet = {
  name: 'report',
  migrations: {
    '2026-01-fence-and-copies': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('report_fence')
          .addColumn('job', 'text', (column) => column.notNull())
          .addColumn('slot', 'bigint', (column) => column.notNull())
          .addColumn('token', 'bigint', (column) => column.notNull())
          .addColumn('written_by', 'text')
          .addPrimaryKeyConstraint('report_fence_key', ['job', 'slot'])
          .execute();
        await db.schema
          .createTable('report_copy')
          .addColumn('job', 'text', (column) => column.notNull())
          .addColumn('slot', 'bigint', (column) => column.notNull())
          .addColumn('node', 'text', (column) => column.notNull())
          .execute();
      },
      async down(db: Kysely<unknown>) {
        await db.schema.dropTable('report_copy').execute();
        await db.schema.dropTable('report_fence').execute();
      },
    },
  },
};
