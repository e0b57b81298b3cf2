import { type Job, type Processor, UnrecoverableError, WaitingError } from 'bullmq';
import { Type } from 'typebox';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { PermanentError, QueueError } from '../errors.ts';
import type { PayloadOf, TaskContract } from '../tasks/contract.ts';
import { type Envelope, effectKey, parse } from '../tasks/envelope.ts';
import { expiry, isExpired } from '../tasks/expiry.ts';
import { dueAt, slotOf } from '../tasks/slot.ts';
import type { Handler } from './handler.ts';
import type { Outcome, RunObserver } from './run.ts';
import { withTimeLimit } from './time-limit.ts';

/** The reasons with which a worker aborts a job of its own. */
export const STOPPING = 'the worker is stopping';
export const LOCK_LOST = 'the lock was lost: another worker may have the job';

export interface ProcessorOptions<Contract extends TaskContract> {
  readonly contract: Contract;
  readonly handler: Handler<Contract>;
  readonly clock: Clock;
  readonly observe: RunObserver;
  /** Makes the payload of a step that works on what its children returned. */
  readonly preparePayload?: (job: Job, envelope: Envelope) => Promise<unknown>;
}

const envelope = Type.Object({
  payload: Type.Unknown(),
  expiresMs: Type.Optional(Type.Number({ minimum: 0 })),
  key: Type.Optional(Type.String({ minLength: 1 })),
});

/**
 * From a job to a handler's call and back: is it still wanted, is the payload what the contract says, does it keep its
 * time limit, is the result what was promised. BullMQ sees only how that ended.
 */
export function createProcessor<Contract extends TaskContract>(options: ProcessorOptions<Contract>): Processor {
  const { contract, handler, clock, observe, preparePayload } = options;

  const attempt = async (job: Job, signal: AbortSignal | undefined): Promise<unknown> => {
    const data: Envelope = parse(envelope, job.data, `${contract.name} job`, 'bad-payload');
    const expired = expiry(data, dueAt(job), clock.now());
    if (expired) return expired;
    const given = preparePayload ? await preparePayload(job, data) : data.payload;
    const payload = parse(contract.payload, given, `${contract.name} payload`, 'bad-payload') as PayloadOf<Contract>;
    const result = await withTimeLimit({ clock, limitMs: contract.timeoutMs, signal }, (inner) =>
      handler(payload, {
        jobId: job.id as string,
        key: data.key ?? effectKey(contract.name, job.id as string),
        slot: slotOf(job),
        dueAt: dueAt(job),
        attempt: job.attemptsMade + 1,
        signal: inner,
        log: async (line) => {
          await job.log(line);
        },
      }),
    );
    return parse(contract.result, result, `${contract.name} result`, 'bad-result');
  };

  return async (job, token, signal) => {
    const startedAt = clock.now();
    const from = clock.monotonic();
    const record = async (outcome: Outcome, error?: string) => {
      const durationMs = clock.monotonic() - from;
      const known = { task: contract.name, jobId: job.id as string, slot: slotOf(job), dueAt: dueAt(job), startedAt };
      await observe({ ...known, durationMs, attempt: job.attemptsMade + 1, outcome, ...(error && { error }) });
    };
    try {
      const result = await attempt(job, signal);
      await record(isExpired(result) ? 'expired' : 'success');
      return result;
    } catch (error) {
      if (signal?.aborted && signal.reason === STOPPING) {
        await record('handed-back');
        await job.moveToWait(token);
        throw new WaitingError();
      }
      const { message } = asError(error);
      await record(isTimeout(error) ? 'timeout' : 'failed', message);
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
