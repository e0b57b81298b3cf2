import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { startRedis, type TestRedis } from '../../../examples/shared/redis/testing.ts';
import type { SimulatedRedis } from '../../kit/simulation/index.ts';
import { redisContract } from '../../kit/simulation/redis/contract.ts';

describe.each(['real', 'embedded'] as const)('a Redis that is %s keeps the contract of the model', (kind) => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis({ kind });
    redis = new Redis(server.url);
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  redisContract(() => ({ redis: redis as unknown as SimulatedRedis, pass: (ms) => delay(ms) }));
});
