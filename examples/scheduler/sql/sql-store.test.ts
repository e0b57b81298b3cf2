import { expect, it } from 'vitest';
import { migrateUp, openDatabase } from '../../shared/sql/index.ts';
import { aRun } from '../contract/a-run.ts';
import { describeStore } from '../contract/store-contract.ts';
import { schedulerTables } from './migrations.ts';
import type { SchedulerSchema } from './schema.ts';
import { SqlStore } from './sql-store.ts';

const open = async (file = ':memory:') => {
  const database = await openDatabase<SchedulerSchema>({ file });
  await migrateUp(database, schedulerTables);
  return { store: new SqlStore(database.db), close: () => database.close() };
};

describeStore('SqlStore on SQLite', open);

it('writes a batch whole or not at all', async () => {
  const { store, close } = await open();
  const broken = { ...aRun({ slot: 2000 }), job: null as never };
  await expect(store.write({ begun: [aRun(), broken], changed: [] })).rejects.toThrow(/NOT NULL/);
  expect(await store.history({})).toEqual([]);
  await close();
});
