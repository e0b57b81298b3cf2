import type { Machine, Pool } from '../exercise.ts';

/** A name of its own for each permit. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1] .. ':' .. now)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

export async function takePermit({ redis }: Machine, pool: Pool, holder: string): Promise<boolean> {
  return (await redis.eval(TAKE, 1, pool.key, holder, pool.limit, pool.permitMs)) === 1;
}

export async function returnPermit({ redis }: Machine, pool: Pool, holder: string): Promise<void> {
  for (const permit of await redis.zrange(pool.key, 0, -1)) {
    if (permit.startsWith(`${holder}:`)) await redis.zrem(pool.key, permit);
  }
}
