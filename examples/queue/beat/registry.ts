import type { Redis } from 'ioredis';
import type { Registered } from './diff.ts';

/**
 * Which schedules beat has put into Redis, in one hash: name → queue and fingerprint. BullMQ can list the schedulers of a
 * queue, but a task that was deleted from the code takes the name of its queue with it, and its schedule would run on.
 */
const KEY = 'clockwork:queue:schedules';

export async function readRegistry(redis: Redis): Promise<Registered[]> {
  const fields = await redis.hgetall(KEY);
  return Object.entries(fields).map(([place, fingerprint]) => {
    const [queue = '', name = ''] = place.split('\n');
    return { queue, name, fingerprint };
  });
}

export async function remember(redis: Redis, { queue, name, fingerprint }: Registered): Promise<void> {
  await redis.hset(KEY, `${queue}\n${name}`, fingerprint);
}

export async function forget(redis: Redis, { queue, name }: Registered): Promise<void> {
  await redis.hdel(KEY, `${queue}\n${name}`);
}
