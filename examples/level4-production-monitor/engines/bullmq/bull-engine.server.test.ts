import { afterAll, beforeAll } from 'vitest';
import { describeEngine } from '../../../scheduler/contract/engine-contract.ts';
import { startRedis, type TestRedis } from '../../../shared/redis/testing.ts';
import { startPostgres, type TestPostgres } from '../../../shared/sql/testing.ts';
import { realWorld } from './testing.ts';

let redis: TestRedis;
let postgres: TestPostgres;
beforeAll(async () => {
  redis = await startRedis({ kind: 'real' });
  postgres = await startPostgres();
});
afterAll(async () => {
  await redis.stop();
  await postgres.stop();
});

describeEngine('BullEngine on redis-server and PostgreSQL', () => realWorld(redis.url, { url: postgres.url }));
