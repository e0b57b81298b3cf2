import { beforeEach, describe } from 'vitest';
import { type SimulatedRedis, simulatedRedis } from './client.ts';
import { redisContract } from './contract.ts';
import { MemoryRedis } from './memory-redis.ts';

describe('the model of Redis', () => {
  let now = 0;
  let redis: SimulatedRedis;

  beforeEach(() => {
    const server = new MemoryRedis(() => now);
    redis = simulatedRedis(server, async (atServer) => atServer());
  });

  redisContract(() => ({
    redis,
    pass: async (ms) => {
      now += ms;
    },
  }));
});
