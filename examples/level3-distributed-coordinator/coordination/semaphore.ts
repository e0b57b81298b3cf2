import type { CoordinatorRedis } from './coordinator-redis.ts';

/**
 * At most `limit` holders at once, over all nodes. A counter would leak: who dies between INCR and DECR is counted for
 * ever. So each permit is a member of a sorted set with its end as score, and ends that have passed are swept out. The
 * time is the server's: the nodes' clocks disagree, and one that is ahead would sweep out permits still in use.
 */
export interface SemaphoreOptions {
  key: string;
  limit: number;
  permitMs: number;
}

// #region permit
const TAKE_OR_RENEW_PERMIT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local mine = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not mine and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return 0
end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;
// #endregion permit

/** Taking and renewing are one question: may I go on until `permitMs` from now? */
export async function takePermit(
  redis: CoordinatorRedis,
  holder: string,
  { key, limit, permitMs }: SemaphoreOptions,
): Promise<boolean> {
  return (await redis.eval(TAKE_OR_RENEW_PERMIT, 1, key, holder, limit, permitMs)) === 1;
}

export async function returnPermit(redis: CoordinatorRedis, holder: string, { key }: { key: string }): Promise<void> {
  await redis.eval(`return redis.call('ZREM', KEYS[1], ARGV[1])`, 1, key, holder);
}
