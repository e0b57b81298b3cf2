import { randomUUID } from 'node:crypto';
import type { CoordinatorRedis } from '../../../level3-distributed-coordinator/coordination/coordinator-redis.ts';
import { RELEASE_IF_HOLDER, RENEW_IF_HOLDER } from '../../../level3-distributed-coordinator/coordination/lease.ts';
import type { Locks } from './locks.ts';

/** Level 3's lock, for servers that share a Redis: set if absent, with an end; renewed and released by the holder alone. */
export function redisLocks(redis: CoordinatorRedis): Locks {
  return {
    async claim(name, ttlMs) {
      const key = `schedule:${name}`;
      const owner = randomUUID();
      if ((await redis.set(key, owner, 'PX', ttlMs, 'NX')) !== 'OK') return null;
      return {
        renew: async (ms) => (await redis.eval(RENEW_IF_HOLDER, 1, key, owner, ms)) === 1,
        release: async () => void (await redis.eval(RELEASE_IF_HOLDER, 1, key, owner)),
      };
    },
  };
}
