import { hostname } from 'node:os';
import type { Redis } from 'ioredis';

const PREFIX = 'clockwork:queue:beat:';

/** A key that says a beat is alive and runs out by itself: the first question when nothing happens. */
export async function beatHeart(redis: Redis, lifetimeMs: number): Promise<void> {
  await redis.set(`${PREFIX}${hostname()}-${process.pid}`, new Date().toISOString(), 'PX', lifetimeMs);
}

export async function stopHeart(redis: Redis): Promise<void> {
  await redis.del(`${PREFIX}${hostname()}-${process.pid}`);
}

/** The beats alive now. */
export async function liveBeats(redis: Redis): Promise<string[]> {
  const keys: string[] = [];
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', `${PREFIX}*`, 'COUNT', 100);
    cursor = next;
    keys.push(...found);
  } while (cursor !== '0');
  return keys.map((key) => key.slice(PREFIX.length));
}
