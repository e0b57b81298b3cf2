import { afterAll, beforeAll } from 'vitest';
import { migrateUp, openDatabase } from '../../shared/sql/index.ts';
import { startPostgres, type TestPostgres } from '../../shared/sql/testing.ts';
import { describeStore } from '../contract/store-contract.ts';
import { schedulerTables } from './migrations.ts';
import type { SchedulerSchema } from './schema.ts';
import { SqlStore } from './sql-store.ts';

let postgres: TestPostgres;
let made = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describeStore('SqlStore on PostgreSQL', async () => {
  const url = await postgres.createDatabase(`store_${made++}`);
  const database = await openDatabase<SchedulerSchema>({ url });
  await migrateUp(database, schedulerTables);
  return { store: new SqlStore(database.db), close: () => database.close() };
});
