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

export function enqueuedJob<Contract extends TaskContract>(
  contract: Contract,
  job: Job,
  listen: () => Promise<QueueEvents>,
): Enqueued<ResultOf<Contract>> {
  const id = job.id as string;
  return {
    id,
    async result({ waitMs = 60_000 } = {}) {
      const events = await listen();
      const value: unknown = await job.waitUntilFinished(events, waitMs).catch((error: Error) => {
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
