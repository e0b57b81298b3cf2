import { type Job, type Processor, UnrecoverableError, WaitingError } from 'bullmq';
import { Type } from 'typebox';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { PermanentError, QueueError } from '../errors.ts';
import type { PayloadOf, TaskContract } from '../tasks/contract.ts';
import { type Envelope, effectKey, parse } from '../tasks/envelope.ts';
import { expiry, isExpired } from '../tasks/expiry.ts';
import { dueAt, type Slot, slotOf } from '../tasks/slot.ts';
import type { Handler } from './handler.ts';
import { JobContext } from './job-context.ts';
import type { RunObserver } from './run.ts';
import type { RunningJobs } from './running-jobs.ts';

/** The reasons with which a worker aborts a job of its own. */
export const STOPPING = 'the worker is stopping';
export const LOCK_LOST = 'the lock was lost: another worker may have the job';

export interface ProcessorOptions<Contract extends TaskContract> {
  readonly contract: Contract;
  readonly handler: Handler<Contract>;
  readonly clock: Clock;
  readonly running: RunningJobs;
  readonly observe: RunObserver;
  /** Makes the payload of a step that works on what its children returned. */
  readonly preparePayload?: (job: Job, envelope: Envelope) => Promise<unknown>;
}

const envelope = Type.Object({
  payload: Type.Unknown(),
  expiresMs: Type.Optional(Type.Number({ minimum: 0 })),
  key: Type.Optional(Type.String({ minLength: 1 })),
  flow: Type.Optional(
    Type.Object({
      name: Type.String(),
      id: Type.String(),
      input: Type.Unknown(),
      path: Type.Array(Type.Integer({ minimum: 0 })),
    }),
  ),
});

/**
 * From a job to a handler's call and back: is it still wanted, is the payload what the contract says, does it keep its
 * time limit, is the result what was promised. BullMQ sees only how that ended.
 */
export function createProcessor<Contract extends TaskContract>(options: ProcessorOptions<Contract>): Processor {
  const { contract, handler, clock, running, observe, preparePayload } = options;
  const { name, timeoutMs } = contract;
  const names = { job: `${name} job`, payload: `${name} payload`, result: `${name} result` };

  const attempt = async (job: Job, id: string, slot: Slot | undefined, due: number): Promise<unknown> => {
    const data: Envelope = parse(envelope, job.data, names.job, 'bad-payload');
    const expired = expiry(data, due, clock.now());
    if (expired) return expired;
    const given = preparePayload ? await preparePayload(job, data) : data.payload;
    const payload = parse(contract.payload, given, names.payload, 'bad-payload') as PayloadOf<Contract>;
    const current = running.start(id, timeoutMs);
    try {
      const context = new JobContext(job, data.key ?? effectKey(name, id), slot, due, current);
      const result = await current.run(() => handler(payload, context));
      return parse(contract.result, result, names.result, 'bad-result');
    } finally {
      running.end(id, current);
    }
  };

  return async (job, token) => {
    const startedAt = clock.now();
    const from = clock.monotonic();
    const slot = slotOf(job);
    const due = dueAt(job, slot);
    const known = { task: name, jobId: job.id as string, slot, dueAt: due, startedAt, attempt: job.attemptsMade + 1 };
    try {
      const result = await attempt(job, known.jobId, slot, due);
      await observe({
        ...known,
        durationMs: clock.monotonic() - from,
        outcome: isExpired(result) ? 'expired' : 'success',
      });
      return result;
    } catch (error) {
      const run = { ...known, durationMs: clock.monotonic() - from };
      if (error === STOPPING) {
        await observe({ ...run, outcome: 'handed-back' });
        await job.moveToWait(token);
        throw new WaitingError();
      }
      const { message } = asError(error);
      await observe({ ...run, outcome: isTimeout(error) ? 'timeout' : 'failed', error: message });
      throw isHopeless(error) ? new UnrecoverableError(message) : asError(error);
    }
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof QueueError && error.code === 'timed-out';
}

/** Trying again gives the same: what does not validate today will not tomorrow. */
function isHopeless(error: unknown): boolean {
  if (error instanceof PermanentError) return true;
  return error instanceof QueueError && (error.code === 'bad-payload' || error.code === 'bad-result');
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
