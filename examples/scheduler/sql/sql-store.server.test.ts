import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type TestPostgres } from '../../shared/sql/testing.ts';
import { describeEngine } from '../contract/engine-contract.ts';
import { describeStore } from '../contract/store-contract.ts';
import { virtualWorld } from '../contract/virtual-world.ts';
import { openStore } from './testing.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const openEmpty = async () => {
  const opened = await openStore({ url: postgres.url });
  await opened.database.db.deleteFrom('scheduler_run').execute();
  await opened.database.db.deleteFrom('scheduler_job').execute();
  return opened;
};

describeStore('SqlStore on PostgreSQL', openEmpty);

describeEngine('LocalEngine on PostgreSQL', async () => {
  const { store, close } = await openEmpty();
  return virtualWorld(store, close);
});
