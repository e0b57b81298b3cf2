import type { Machine, Pool } from '../exercise.ts';

export async function takePermit({ redis }: Machine, pool: Pool, holder: string): Promise<boolean> {
  const [seconds = '0', micros = '0'] = await redis.time();
  const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  await redis.zremrangebyscore(pool.key, '-inf', now);
  const mine = await redis.zscore(pool.key, holder);
  if (mine === null && (await redis.zcard(pool.key)) >= pool.limit) return false;
  await redis.zadd(pool.key, now + pool.permitMs, holder);
  await redis.pexpire(pool.key, pool.permitMs);
  return true;
}

export async function returnPermit({ redis }: Machine, pool: Pool, holder: string): Promise<void> {
  await redis.zrem(pool.key, holder);
}
