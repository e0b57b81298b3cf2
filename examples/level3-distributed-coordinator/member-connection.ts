import { Redis } from 'ioredis';
import type { Settings } from './settings.ts';

/**
 * A connection for coordination answers soon or fails. ioredis would otherwise keep commands while the server is away
 * and send them when it is back: a question about a lease that is long over.
 */
export async function connectMember(url: string, { leaseMs }: Settings): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: Math.round(leaseMs / 2),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: () => 200,
  });
  // Every command reports its own failure; the connection's would only repeat it.
  redis.on('error', () => {});
  // A first attempt that fails is like any later loss: it goes on trying, and commands fail until then.
  await redis.connect().catch(() => {});
  return redis;
}
