import type { Generated } from 'kysely';
import { type MigrationSet, migrateUp, openDatabase, type SqlDatabase } from '../shared/sql/index.ts';

export interface Tables {
  session_token: { id: Generated<number>; user: string; expires_at: number };
  /** Files that were archived, so that nobody has to trust that a compressed file is what it says. */
  archived_log: { name: string; sha256: string; bytes: number; stored_bytes: number; archived_at: number };
  job_run: {
    id: Generated<number>;
    job: string;
    /** The scheduled instant: a job runs once for it, however often the process starts. */
    slot: number;
    started_at: number;
    duration_ms: number | null;
    attempts: number;
    outcome: 'running' | 'success' | 'failed' | 'missed' | 'skipped' | 'abandoned';
    detail: string | null;
  };
}

const tables: MigrationSet = {
  name: 'cleanup',
  migrations: {
    '1-tables': {
      async up(db) {
        await db.schema
          .createTable('session_token')
          .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
          .addColumn('user', 'text', (column) => column.notNull())
          .addColumn('expires_at', 'bigint', (column) => column.notNull())
          .execute();
        // The cleanup asks for nothing but what expired: without this it reads every living token, every hour.
        await db.schema.createIndex('session_token_by_expiry').on('session_token').column('expires_at').execute();
        await db.schema
          .createTable('archived_log')
          .addColumn('name', 'text', (column) => column.primaryKey())
          .addColumn('sha256', 'text', (column) => column.notNull())
          .addColumn('bytes', 'integer', (column) => column.notNull())
          .addColumn('stored_bytes', 'integer', (column) => column.notNull())
          .addColumn('archived_at', 'bigint', (column) => column.notNull())
          .execute();
        await db.schema
          .createTable('job_run')
          .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
          .addColumn('job', 'text', (column) => column.notNull())
          .addColumn('slot', 'bigint', (column) => column.notNull())
          .addColumn('started_at', 'bigint', (column) => column.notNull())
          .addColumn('duration_ms', 'integer')
          .addColumn('attempts', 'integer', (column) => column.notNull())
          .addColumn('outcome', 'text', (column) => column.notNull())
          .addColumn('detail', 'text')
          .addUniqueConstraint('job_run_once_per_slot', ['job', 'slot'])
          .execute();
      },
      async down(db) {
        for (const table of ['job_run', 'archived_log', 'session_token']) await db.schema.dropTable(table).execute();
      },
    },
  },
};

export type CleanupDatabase = SqlDatabase<Tables>;

export async function openCleanupDatabase(file: string): Promise<CleanupDatabase> {
  const database = await openDatabase<Tables>({ file });
  await migrateUp(database, tables);
  return database;
}
