import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { openDeadLetters } from '../dead-letter/bury.ts';
import type { DeadLetter } from '../dead-letter/letter.ts';
import { PermanentError } from '../errors.ts';
import { type Bench, redisKinds, startBench, type TwoTasks, until } from '../testing.ts';
import type { Handlers } from './handler.ts';

const handlers: Handlers<TwoTasks> = {
  add: ({ a, b }) => a + b,
  wait: async ({ ms }, { signal }) => {
    await sleep(systemClock, ms, signal);
    return { waitedMs: ms };
  },
};

describe.each(redisKinds)('a worker on %s Redis', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench(kind);
  });
  beforeEach(async () => {
    await bench.connection.flushall();
    bench.runs.length = 0;
  });
  afterEach(() => bench.stopWorkers());
  afterAll(() => bench.close());

  it('gives the caller a typed result', async () => {
    await bench.startWorkers(handlers);
    const job = await bench.tasks.add.enqueue({ a: 16, b: 16 });
    const sum: number = await job.result();
    expect(sum).toBe(32);
  });

  it('never sees a payload that does not validate: it is refused where it is enqueued', async () => {
    await expect(bench.tasks.add.enqueue({ a: 16, b: '16' } as never)).rejects.toThrow(
      'add payload.b must be number, got "16"',
    );
    expect(await bench.tasks.add.queue.getJobCountByTypes('waiting', 'delayed')).toBe(0);
  });

  it('finds the backlog that waited for it', async () => {
    const jobs = await Promise.all([1, 2, 3].map((a) => bench.tasks.add.enqueue({ a, b: 0 })));
    await bench.startWorkers(handlers);
    expect(await Promise.all(jobs.map((job) => job.result()))).toEqual([1, 2, 3]);
  });

  it('tries again after an error, and gives up after the last attempt', async () => {
    let calls = 0;
    const add = () => {
      calls++;
      throw new Error('the exchange is closed');
    };
    await bench.startWorkers({ ...handlers, add });
    const job = await bench.tasks.add.enqueue({ a: 1, b: 1 });
    await expect(job.result()).rejects.toThrow(`add ${job.id}: the exchange is closed`);
    expect(calls).toBe(3);
  });

  it('puts a poison job into the dead-letter queue with its error, and goes on with the next', async () => {
    const add: Handlers<TwoTasks>['add'] = ({ a, b }) => {
      if (a < 0) throw new PermanentError('negative amounts are not traded');
      return a + b;
    };
    await bench.startWorkers({ ...handlers, add }, { concurrency: () => 1 });
    const letters = openDeadLetters(bench.connection);
    const poison = await bench.tasks.add.enqueue({ a: -1, b: 1 });
    const next = await bench.tasks.add.enqueue({ a: 1, b: 1 });

    expect(await next.result()).toBe(2);
    await until('the letter', async () => (await letters.getWaitingCount()) === 1);
    const [letter] = (await letters.getWaiting()).map((job) => job.data as DeadLetter);
    expect(letter).toMatchObject({
      queue: 'add',
      jobId: poison.id,
      error: 'negative amounts are not traded',
      attempts: 1,
      data: { payload: { a: -1, b: 1 }, key: `add/${poison.id}` },
    });
    await letters.close();
  });

  it('buries what failed while no worker was there to bury it', async () => {
    const failing = await bench.startWorkers({ ...handlers, add: () => Promise.reject(new PermanentError('no')) });
    const job = await bench.tasks.add.enqueue({ a: 1, b: 1 });
    await expect(job.result()).rejects.toThrow('no');
    await failing.stop(2_000);
    const letters = openDeadLetters(bench.connection);
    await letters.obliterate({ force: true });

    await bench.startWorkers(handlers);
    expect(await letters.getWaitingCount()).toBe(1);
    await letters.close();
  });

  it('drops a job whose moment has passed, and says so to whoever waits', async () => {
    const job = await bench.tasks.add.enqueue({ a: 1, b: 1 }, { expiresMs: 10 });
    await sleep(systemClock, 50);
    await bench.startWorkers(handlers);
    await expect(job.result()).rejects.toThrow(/was dropped: it came up \d+ ms too late/);
    expect(bench.runs.map(({ outcome }) => outcome)).toEqual(['expired']);
  });

  it('takes the same id once', async () => {
    await bench.tasks.add.enqueue({ a: 1, b: 1 }, { id: 'order-7' });
    await bench.tasks.add.enqueue({ a: 1, b: 1 }, { id: 'order-7' });
    expect(await bench.tasks.add.queue.getWaitingCount()).toBe(1);
  });

  it('lets a running job finish when it stops', async () => {
    const workers = await bench.startWorkers(handlers);
    const job = await bench.tasks.wait.enqueue({ ms: 300 });
    await until('it runs', async () => (await bench.tasks.wait.queue.getActiveCount()) === 1);
    expect(await workers.stop(5_000)).toEqual({ handedBack: 0 });
    expect(await job.result()).toEqual({ waitedMs: 300 });
  });

  it('hands a job back at the deadline, and the next worker does it without having lost an attempt', async () => {
    const workers = await bench.startWorkers(handlers);
    const job = await bench.tasks.wait.enqueue({ ms: 30_000 });
    await until('it runs', async () => (await bench.tasks.wait.queue.getActiveCount()) === 1);
    expect(await workers.stop(1_200)).toEqual({ handedBack: 1 });
    expect(await bench.tasks.wait.queue.getWaitingCount()).toBe(1);

    let attempt = 0;
    const quick: Handlers<TwoTasks>['wait'] = (_payload, context) => {
      attempt = context.attempt;
      return { waitedMs: 0 };
    };
    await bench.startWorkers({ ...handlers, wait: quick });
    expect(await job.result()).toEqual({ waitedMs: 0 });
    expect(attempt).toBe(1);
  });
});
