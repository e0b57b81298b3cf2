import { afterAll, beforeAll } from 'vitest';
import { describeEngine } from '../../../scheduler/contract/engine-contract.ts';
import { startRedis, type TestRedis } from '../../../shared/redis/testing.ts';
import { realWorld } from './testing.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis({ kind: 'embedded' });
});
afterAll(() => redis.stop());

describeEngine('BullEngine on the embedded Redis and SQLite', () => realWorld(redis.url));
