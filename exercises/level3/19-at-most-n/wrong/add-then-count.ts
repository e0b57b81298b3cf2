import type { Machine, Pool } from '../exercise.ts';

const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if redis.call('ZCARD', KEYS[1]) > tonumber(ARGV[2]) then return 0 end
return 1`;

export async function takePermit({ redis }: Machine, pool: Pool, holder: string): Promise<boolean> {
  return (await redis.eval(TAKE, 1, pool.key, holder, pool.limit, pool.permitMs)) === 1;
}

export async function returnPermit({ redis }: Machine, pool: Pool, holder: string): Promise<void> {
  await redis.zrem(pool.key, holder);
}
