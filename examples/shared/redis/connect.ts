import { Redis, type RedisOptions } from 'ioredis';
import { type ProvidedRedis, type ProvideOptions, provideRedis } from './provide.ts';

export interface ConnectedRedis {
  redis: Redis;
  provided: ProvidedRedis;
  close(): Promise<void>;
}

/**
 * `provideRedis`, and a connection to it. A connection that is lost is not an error here: ioredis reconnects, commands
 * meanwhile fail or wait, and the program decides what that means for it.
 */
export async function connectRedis(
  options: ProvideOptions & { connection?: RedisOptions } = {},
): Promise<ConnectedRedis> {
  const provided = await provideRedis(options);
  const redis = new Redis(provided.url, { lazyConnect: true, ...options.connection });
  redis.on('error', () => {});
  await redis.connect();
  return {
    redis,
    provided,
    close: async () => {
      // QUIT is answered after everything sent before it; with the server gone there is nobody to be polite to.
      if (redis.status === 'ready') await redis.quit();
      else redis.disconnect();
      await provided.close();
    },
  };
}
