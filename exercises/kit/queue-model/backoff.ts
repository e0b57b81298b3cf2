import type { Random } from '../../../examples/scheduler/random.ts';
import type { JobOptions } from './types.ts';

/** How long until the next try, as BullMQ reckons it; `attemptsMade` counts the one that has just failed. */
export function backoffMs(backoff: JobOptions['backoff'], attemptsMade: number, random: Random): number {
  if (!backoff) return 0;
  const { type, delay = 0, jitter = 0 } = typeof backoff === 'number' ? { type: 'fixed', delay: backoff } : backoff;
  if (type !== 'fixed' && type !== 'exponential') throw new Error(`Unknown backoff strategy ${type}.`);
  const longest = type === 'fixed' ? delay : Math.round(2 ** (attemptsMade - 1) * delay);
  return Math.floor(random() * longest * jitter + longest * (1 - jitter));
}
