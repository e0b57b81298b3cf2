import type { Redis } from 'ioredis';
import type { Clock } from '../scheduler/clock/clock.ts';
import { connectRedis, redisOptionsFromEnv } from '../shared/redis/index.ts';
import { type OutageReporter, reportOutages } from './outage.ts';

export interface Connection extends OutageReporter {
  readonly connection: Redis;
  close(): Promise<void>;
}

/**
 * The one connection of a process. Commands sent while Redis is away wait for it: BullMQ's workers demand that, and beat
 * is better late than given up. The wait between two tries doubles up to ten seconds, with a random part, so that a room
 * full of workers does not knock in step.
 */
export async function openConnection(
  env: Readonly<Record<string, string | undefined>>,
  { clock, say }: { clock: Clock; say(line: string): void },
): Promise<Connection> {
  const { redis, close } = await connectRedis({
    ...redisOptionsFromEnv(env),
    // Whoever set REDIS_URL knows where it is.
    ...(env.REDIS_URL ? {} : { announce: say }),
    connection: { maxRetriesPerRequest: null, retryStrategy: retryDelay },
  });
  return { connection: redis, close, ...reportOutages(redis, { clock, say }) };
}

function retryDelay(attempt: number): number {
  const longest = Math.min(10_000, 100 * 2 ** Math.min(attempt, 10));
  return Math.round(longest * (0.5 + Math.random() / 2));
}
