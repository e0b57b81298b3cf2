import { expect, it } from 'vitest';
import { migrateDown, migrateUp } from '../../shared/sql/index.ts';
import { aRun } from '../contract/a-run.ts';
import { describeEngine } from '../contract/engine-contract.ts';
import { describeStore } from '../contract/store-contract.ts';
import { virtualWorld } from '../contract/virtual-world.ts';
import { schedulerTables } from './migrations.ts';
import { openStore } from './testing.ts';

describeStore('SqlStore on SQLite', openStore);

describeEngine('LocalEngine on SQLite', async () => {
  const { store, close } = await openStore();
  return virtualWorld(store, close);
});

it('writes a batch whole or not at all', async () => {
  const { store, close } = await openStore();
  const broken = { ...aRun({ slot: 2000 }), job: null as never };
  await expect(store.write({ begun: [aRun(), broken], changed: [] })).rejects.toThrow(/NOT NULL/);
  expect(await store.history({})).toEqual([]);
  await close();
});

it('takes its tables back and makes them again', async () => {
  const { database, close } = await openStore();
  const tables = async () => (await database.db.introspection.getTables()).map(({ name }) => name);
  expect(await tables()).toContain('scheduler_run');
  expect(await migrateDown(database, schedulerTables, { all: true })).toEqual(['001-jobs-and-runs']);
  expect(await tables()).not.toContain('scheduler_run');
  expect(await migrateUp(database, schedulerTables)).toEqual(['001-jobs-and-runs']);
  expect(await migrateUp(database, schedulerTables)).toEqual([]);
  await close();
});
