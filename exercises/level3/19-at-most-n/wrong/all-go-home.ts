import type { Machine, Pool } from '../exercise.ts';

/**
 * Each permit is a member of a sorted set, with its end as score; what has ended is swept out. The time is the server's:
 * by a clock that is ahead, permits still in use would be swept out too.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local mine = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not mine and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

export async function takePermit({ redis }: Machine, pool: Pool, holder: string): Promise<boolean> {
  return (await redis.eval(TAKE, 1, pool.key, holder, pool.limit, pool.permitMs)) === 1;
}

export async function returnPermit({ redis }: Machine, pool: Pool, _holder: string): Promise<void> {
  await redis.del(pool.key);
}
