import { type DatabaseOptions, migrateUp, openDatabase } from '../../shared/sql/index.ts';
import { schedulerTables } from './migrations.ts';
import type { SchedulerSchema } from './schema.ts';
import { SqlStore } from './sql-store.ts';

/** A store with its tables made, for tests. */
export async function openStore(options: DatabaseOptions = {}) {
  const database = await openDatabase<SchedulerSchema>(options);
  await migrateUp(database, schedulerTables);
  return { database, store: new SqlStore(database.db), close: () => database.close() };
}
