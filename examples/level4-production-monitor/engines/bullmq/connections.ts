import { Redis } from 'ioredis';
import type { Random } from '../../../scheduler/index.ts';
import type { Health } from './health.ts';

/** One process has these, and one more on which its BullMQ worker blocks. */
export interface Connections {
  /** For what is of no use later: leases, heartbeats, news. Its commands fail while Redis is away. */
  readonly quick: Redis;
  /** For BullMQ, whose commands wait until Redis is back. */
  readonly patient: Redis;
  /** A connection that has subscribed can do nothing else. */
  readonly ears: Redis;
  close(): void;
}

const LONGEST_WAIT_MS = 5_000;

export async function connect(url: string, random: Random, health: Health): Promise<Connections> {
  /** Doubling, with a random part: a room full of nodes must not knock in step. */
  const retryStrategy = (attempt: number) =>
    Math.round(Math.min(LONGEST_WAIT_MS, 50 * 2 ** Math.min(attempt, 10)) * (0.5 + random() / 2));
  const patient = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy });
  const ears = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy });
  const quick = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy,
  });
  const all = [quick, patient, ears];
  let reason = 'the connection was closed';
  for (const redis of all) {
    redis.on('error', (error: NodeJS.ErrnoException) => {
      reason = error.code ?? error.message;
    });
  }
  await Promise.all(all.map((redis) => redis.connect()));
  quick.on('reconnecting', (delayMs: number) => health.failed('Redis', reason, delayMs));
  quick.on('ready', () => health.recovered('Redis'));
  return {
    quick,
    patient,
    ears,
    close: () => {
      for (const redis of all) redis.disconnect();
    },
  };
}
