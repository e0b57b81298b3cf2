import type { Redis } from '#kit';

export async function acquire(redis: Redis, key: string, owner: string, ttlMs: number): Promise<boolean> {
  return (await redis.set(key, owner, 'PX', ttlMs, 'NX')) === 'OK';
}

export async function release(redis: Redis, key: string, owner: string): Promise<boolean> {
  return (await redis.del(key)) === 1;
}

export async function withLock(
  redis: Redis,
  key: string,
  owner: string,
  ttlMs: number,
  work: () => Promise<void>,
): Promise<boolean> {
  if (!(await acquire(redis, key, owner, ttlMs))) return false;
  try {
    await work();
  } finally {
    await release(redis, key, owner);
  }
  return true;
}
