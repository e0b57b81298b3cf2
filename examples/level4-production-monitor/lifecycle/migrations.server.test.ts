import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { schedulerTables } from '../../scheduler/sql/migrations.ts';
import { migrateDown, migrateUp } from '../../shared/sql/index.ts';
import { startPostgres } from '../../shared/sql/testing.ts';
import { type MonitorDatabase, monitorTables, openMonitorDatabase } from '../database.ts';

/** Kysely's own record of what it has run stays, empty. */
async function tablesOf({ db, dialect }: MonitorDatabase): Promise<string[]> {
  const query =
    dialect === 'sqlite'
      ? sql<{
          name: string;
        }>`select name from sqlite_master where type in ('table', 'index') and name not like 'sqlite_%'`
      : sql<{
          name: string;
        }>`select relname as name from pg_class where relkind in ('r', 'i', 'S') and relnamespace = 'public'::regnamespace`;
  const { rows } = await query.execute(db);
  return rows.map(({ name }) => name).filter((name) => !name.includes('_migration'));
}

async function upAndDown(database: MonitorDatabase): Promise<void> {
  const before = await tablesOf(database);
  expect(before).toEqual(expect.arrayContaining(['scheduler_run', 'monitor_alert', 'monitor_audit']));
  await migrateDown(database, monitorTables, { all: true });
  await migrateDown(database, schedulerTables, { all: true });
  expect(await tablesOf(database)).toEqual([]);
  await migrateUp(database, schedulerTables);
  await migrateUp(database, monitorTables);
  expect((await tablesOf(database)).sort()).toEqual(before.sort());
}

describe('migrations lead up, all the way down, and up again', () => {
  test('in SQLite', async () => {
    const database = await openMonitorDatabase({ databaseUrl: undefined, databaseFile: ':memory:' });
    await upAndDown(database);
    await database.close();
  });

  test('in PostgreSQL', async () => {
    const postgres = await startPostgres();
    const database = await openMonitorDatabase({ databaseUrl: postgres.url, databaseFile: '' });
    await upAndDown(database);
    await database.close();
    await postgres.stop();
  });
});
