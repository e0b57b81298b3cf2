import type { Job, QueueEvents } from 'bullmq';
import { QueueError } from '../errors.ts';
import type { ResultOf, TaskContract } from './contract.ts';
import { parse } from './envelope.ts';
import { isExpired } from './expiry.ts';

/** An accepted job, seen from the side that asked for it. */
export interface Enqueued<Result> {
  readonly id: string;
  /** What the handler returned. Rejects if the job failed for good, expired, or took longer than `waitMs`. */
  result(options?: { waitMs?: number }): Promise<Result>;
}

/** How often a wait asks for itself. */
const ASK_EVERY_MS = 1_000;

export function enqueuedJob<Contract extends TaskContract>(
  contract: Contract,
  job: Job,
  listen: () => Promise<QueueEvents>,
): Enqueued<ResultOf<Contract>> {
  const id = job.id as string;
  return {
    id,
    async result({ waitMs = 60_000 } = {}) {
      const value = await finished(job, await listen(), waitMs).catch((error: Error) => {
        throw new QueueError('failed', `${contract.name} ${id}: ${error.message}`);
      });
      if (isExpired(value)) {
        throw new QueueError(
          'expired',
          `${contract.name} ${id} was dropped: it came up ${value.expiredByMs} ms too late`,
        );
      }
      return parse(contract.result, value, `${contract.name} result`, 'bad-result') as ResultOf<Contract>;
    },
  };
}

/**
 * BullMQ asks once whether the job is done and then listens. A job that finishes between the two, before the listener's
 * first read has reached Redis, would be waited for in vain; so the wait is cut in pieces, and each begins by asking.
 */
async function finished(job: Job, events: QueueEvents, waitMs: number): Promise<unknown> {
  for (let leftMs = waitMs; ; leftMs -= ASK_EVERY_MS) {
    try {
      return await job.waitUntilFinished(events, Math.min(ASK_EVERY_MS, leftMs));
    } catch (error) {
      const isOver = leftMs <= ASK_EVERY_MS;
      if (isOver || !/timed out before finishing/.test((error as Error).message)) throw error;
    }
  }
}
