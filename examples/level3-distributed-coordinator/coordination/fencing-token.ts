import type { CoordinatorRedis } from './coordinator-redis.ts';

/**
 * A number larger than every one given out before. `atLeast` is the largest the resource has seen: should Redis
 * restart empty, counting goes on from there rather than from one, where the resource would refuse everybody.
 */
// #region next-token
const NEXT_TOKEN = `
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local floor = tonumber(ARGV[1])
if last < floor then last = floor end
redis.call('SET', KEYS[1], last + 1)
return last + 1`;

export async function nextToken(redis: CoordinatorRedis, job: string, atLeast: number): Promise<number> {
  return Number(await redis.eval(NEXT_TOKEN, 1, `token:${job}`, atLeast));
}
// #endregion next-token
