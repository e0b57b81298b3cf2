import type { Job } from 'bullmq';
import { UnrecoverableError, WaitingError } from 'bullmq';
import { Type } from 'typebox';
import { beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { VirtualClock } from '../../scheduler/clock/virtual-clock.ts';
import { PermanentError } from '../errors.ts';
import { defineTask } from '../tasks/contract.ts';
import type { Handler } from './handler.ts';
import { createProcessor, STOPPING } from './processor.ts';
import type { Run } from './run.ts';
import { RunningJobs } from './running-jobs.ts';

const double = defineTask({
  name: 'double',
  profile: 'cpu',
  payload: Type.Object({ value: Type.Number() }),
  result: Type.Number(),
  timeoutMs: 1_000,
});

const clock = new VirtualClock({ start: '2026-11-21T10:00:00Z' });
const runs: Run[] = [];
beforeEach(() => {
  runs.length = 0;
});

const running = new RunningJobs(clock);

function process(handler: Handler<typeof double>, data: unknown, id = 'job-1') {
  const fields = { id, data, timestamp: clock.now(), opts: {}, attemptsMade: 0, moveToWait: async () => 0 };
  const observe = (run: Run) => void runs.push(run);
  return createProcessor({ contract: double, handler, clock, running, observe })(fields as unknown as Job, 'token');
}

const outcomes = () => runs.map(({ outcome }) => outcome);

describe('a processor', () => {
  it('hands the payload to the handler and its result back', async () => {
    expect(await process(({ value }) => value * 2, { payload: { value: 16 } })).toBe(32);
    expect(outcomes()).toEqual(['success']);
  });

  it('gives a job the same effect key at every attempt, and a redriven one the key of the job that died', async () => {
    const keys: string[] = [];
    const note: Handler<typeof double> = (_payload, { key }) => keys.push(key);
    await process(note, { payload: { value: 1 } });
    await process(note, { payload: { value: 1 }, key: 'double/old-job' }, 'job-2');
    expect(keys).toEqual(['double/job-1', 'double/old-job']);
  });

  it('fails a payload that does not validate for good, naming the field', async () => {
    const failing = process(() => 0, { payload: { value: 'sixteen' } });
    await expect(failing).rejects.toThrow('double payload.value must be number, got "sixteen"');
    await expect(failing).rejects.toBeInstanceOf(UnrecoverableError);
  });

  it('fails a job that is not an envelope for good', async () => {
    await expect(process(() => 0, { value: 16 })).rejects.toBeInstanceOf(UnrecoverableError);
  });

  it('fails a result that breaks the contract for good', async () => {
    const failing = process(() => 'thirty-two' as never, { payload: { value: 16 } });
    await expect(failing).rejects.toThrow('double result must be number, got "thirty-two"');
    await expect(failing).rejects.toBeInstanceOf(UnrecoverableError);
  });

  it('lets an ordinary error be tried again, and a permanent one not', async () => {
    const oops = (error: Error) => process(() => Promise.reject(error), { payload: { value: 1 } });
    await expect(oops(new Error('busy'))).rejects.not.toBeInstanceOf(UnrecoverableError);
    await expect(oops(new PermanentError('closed'))).rejects.toBeInstanceOf(UnrecoverableError);
    expect(outcomes()).toEqual(['failed', 'failed']);
  });

  it('drops a tick that came up too late, and counts it', async () => {
    const slot = clock.now() - 31_000;
    const result = await process(() => 1, { payload: { value: 1 }, expiresMs: 30_000 }, `repeat:tick:${slot}`);
    expect(result).toEqual({ expiredByMs: 1_000 });
    expect(outcomes()).toEqual(['expired']);
  });

  it('runs a tick that came up exactly at its limit', async () => {
    const slot = clock.now() - 30_000;
    await process(() => 1, { payload: { value: 1 }, expiresMs: 30_000 }, `repeat:tick:${slot}`);
    expect(outcomes()).toEqual(['success']);
  });

  it('aborts at the time limit, and fails even a handler that does not listen', async () => {
    let aborted = false;
    const deaf = process(
      (_payload, { signal }) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return new Promise<number>(() => {});
      },
      { payload: { value: 1 } },
    );
    const failing = expect(deaf).rejects.toThrow('not done within its limit of 1000 ms');
    await clock.advance(1_000);
    await failing;
    expect(aborted).toBe(true);
    expect(outcomes()).toEqual(['timeout']);
    expect(clock.pending()).toBe(0);
  });

  it('gives a handler that asks for its signal too late one that is already aborted', async () => {
    let late: (() => AbortSignal) | undefined;
    const failing = expect(
      process(
        (_payload, context) => {
          late = () => context.signal;
          return new Promise<number>(() => {});
        },
        { payload: { value: 1 } },
      ),
    ).rejects.toThrow('not done within its limit');
    await clock.advance(1_000);
    await failing;
    expect(late?.().aborted).toBe(true);
  });

  it('puts a job back without using up an attempt when its worker stops', async () => {
    const waiting: Handler<typeof double> = async (_payload, { signal }) => {
      await sleep(clock, 500, signal);
      return 1;
    };
    const failing = expect(process(waiting, { payload: { value: 1 } })).rejects.toBeInstanceOf(WaitingError);
    await clock.advance(100);
    running.interruptAll(STOPPING);
    await failing;
    expect(outcomes()).toEqual(['handed-back']);
    expect(clock.pending()).toBe(0);
  });
});
