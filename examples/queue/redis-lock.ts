import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Only the holder may let go: whoever overslept its lease must not free that of the next. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * Runs `work` while holding a short lease, or gives undefined when somebody else holds it. Enough for work that may
 * run twice without harm and must not run twice at once for long; Level 3 has the locks for anything stricter.
 */
export async function withLease<Result>(
  redis: Redis,
  { key, leaseMs }: { key: string; leaseMs: number },
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const owner = randomUUID();
  if ((await redis.set(key, owner, 'PX', leaseMs, 'NX')) !== 'OK') return undefined;
  try {
    return await work();
  } finally {
    await redis.eval(RELEASE, 1, key, owner);
  }
}
