import { Redis, type RedisOptions } from 'ioredis';

/** One connection that tries once: a question with an answer, where ioredis would keep trying for ever. */
const ONCE: RedisOptions = {
  lazyConnect: true,
  connectTimeout: 2_000,
  commandTimeout: 2_000,
  maxRetriesPerRequest: 0,
  retryStrategy: () => null,
};

/**
 * Connects and waits for PONG. The connection is given back open: a server started for the course stays as long as
 * somebody is connected, so whoever has asked holds on until the program itself has connected.
 */
export async function visit(url: string): Promise<Redis> {
  const redis = new Redis(url, ONCE);
  // Without a listener ioredis prints every failed attempt; the rejection below says it once.
  let reason: Error | undefined;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw reason ?? error;
  }
  // A forgotten close() must not keep a finished program alive.
  redis.stream.unref?.();
  return redis;
}

/** Undefined when nobody answers, or somebody who wants a password we do not have. */
export async function visitIfThere(url: string): Promise<Redis | undefined> {
  return visit(url).catch(() => undefined);
}
