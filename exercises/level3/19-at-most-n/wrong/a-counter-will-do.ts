import type { Machine, Pool } from '../exercise.ts';

export async function takePermit({ redis }: Machine, pool: Pool, _holder: string): Promise<boolean> {
  if ((await redis.incr(pool.key)) <= pool.limit) return true;
  await redis.decr(pool.key);
  return false;
}

export async function returnPermit({ redis }: Machine, pool: Pool, _holder: string): Promise<void> {
  await redis.decr(pool.key);
}
