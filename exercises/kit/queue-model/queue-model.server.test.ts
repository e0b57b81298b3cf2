import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import * as bull from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VirtualClock } from '../../../examples/scheduler/clock/virtual-clock.ts';
import {
  type Flows,
  type JobQueue,
  type JobState,
  ProcessClock,
  type Processor,
  QueueModel,
  UnrecoverableError,
} from './index.ts';

/** The same story on the model and on BullMQ with a real Redis: what a learner finds true here is true there. */
interface World {
  queue: JobQueue;
  flows: Flows;
  work(processor: Processor, options?: { concurrency?: number; lockMs?: number; blockedForMs?: number }): Log;
  passes(ms: number): Promise<void>;
}

interface Log {
  failed: [made: number, forGood: boolean][];
  errors: string[];
}

let server: ChildProcess;
let connection: Redis;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  server = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
  connection = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  connection.on('error', () => {});
  await connection.ping();
});

afterAll(async () => {
  for (const resource of opened.reverse()) await resource.close();
  await connection.quit();
  server.kill();
});

function real(name: string): World {
  const queue = new bull.Queue(name, { connection });
  const producer = new bull.FlowProducer({ connection });
  opened.push(queue, producer);
  return {
    queue: queue as unknown as JobQueue,
    flows: { add: async (tree) => (await producer.add(tree as bull.FlowJob)).job as never },
    work(processor, { concurrency = 1, lockMs = 30_000, blockedForMs = 0 } = {}) {
      const log: Log = { failed: [], errors: [] };
      const worker = new bull.Worker(name, processor as never, {
        ...{ connection, concurrency, lockDuration: lockMs, stalledInterval: lockMs },
        // A blocked loop renews nothing; to block it would block this test as well.
        skipLockRenewal: blockedForMs > 0,
      });
      worker.on('failed', (job) => log.failed.push([job?.attemptsMade ?? -1, job?.finishedOn !== undefined]));
      worker.on('error', ({ message }) => log.errors.push(message));
      opened.push(worker);
      return log;
    },
    passes: (ms) => wait(ms),
  };
}

function model(name: string): World {
  const clock = new VirtualClock({ start: Date.now() });
  const broker = new QueueModel({ clock });
  return {
    queue: broker.queue(name),
    flows: broker.flows(),
    work(processor, { concurrency = 1, lockMs = 30_000, blockedForMs = 0 } = {}) {
      const log: Log = { failed: [], errors: [] };
      const host = new ProcessClock(clock);
      if (blockedForMs > 0) clock.setTimeout(() => host.block(blockedForMs), 20);
      const options = { concurrency, lockDuration: lockMs, stalledInterval: lockMs, clock: host };
      const worker = broker.worker(name, processor, options);
      worker.on('failed', (job) => log.failed.push([job.attemptsMade, job.finishedOn !== undefined]));
      worker.on('error', ({ message }) => log.errors.push(message));
      return log;
    },
    passes: (ms) => clock.advance(ms),
  };
}

let stories = 0;
function onBoth<T>(title: string, story: (world: World, name: string) => Promise<T>, expected: T): void {
  for (const [where, open] of [
    ['the model', model],
    ['BullMQ', real],
  ] as const) {
    test(`${title}, on ${where}`, async () => {
      const name = `story-${++stories}`;
      expect(await story(open(name), name)).toEqual(expected);
    });
  }
}

const broken = async () => {
  throw new Error('broken');
};

onBoth(
  'attempts are tries, the first included; a job is finished after the last of them',
  async ({ queue, work, passes }) => {
    const { failed } = work(broken);
    await queue.add('job', {}, { attempts: 3, backoff: { type: 'exponential', delay: 20 } });
    await passes(600);
    return failed;
  },
  [
    [1, false],
    [2, false],
    [3, true],
  ],
);

onBoth(
  'a job is tried once unless told otherwise',
  async ({ queue, work, passes }) => {
    const { failed } = work(broken);
    await queue.add('job', {});
    await passes(200);
    return failed;
  },
  [[1, true]],
);

onBoth(
  'an unrecoverable error is the last',
  async ({ queue, work, passes }) => {
    const { failed } = work(async () => {
      throw new UnrecoverableError('hopeless');
    });
    await queue.add('job', {}, { attempts: 3 });
    await passes(200);
    return failed;
  },
  [[1, true]],
);

onBoth(
  'a backoff that nobody knows leaves the job to stall, twice',
  async ({ queue, work, passes }) => {
    let runs = 0;
    const { errors } = work(
      async () => {
        runs++;
        throw new Error('broken');
      },
      { lockMs: 200 },
    );
    await queue.add('job', {}, { attempts: 5, backoff: { type: 'exponental', delay: 10 } });
    await passes(1_500);
    const [job] = await queue.getJobs('failed');
    return { runs, errors: errors.map((error) => error.split('\n')[0]), reason: job?.failedReason };
  },
  {
    runs: 2,
    errors: ['Unknown backoff strategy exponental.', 'Unknown backoff strategy exponental.'],
    reason: 'job stalled more than allowable limit',
  },
);

onBoth(
  'finished jobs are kept for ever, unless bounded by count',
  async ({ queue, work, passes }) => {
    work(async () => 1);
    for (let i = 0; i < 4; i++) await queue.add('kept', {});
    await passes(200);
    const all = (await queue.getJobCounts()).completed;
    for (let i = 0; i < 4; i++) await queue.add('bounded', {}, { removeOnComplete: { count: 2 } });
    await passes(200);
    return { all, bounded: (await queue.getJobCounts()).completed };
  },
  { all: 4, bounded: 2 },
);

onBoth(
  'an age is in seconds, and looked at when a job ends',
  async ({ queue, work, passes }) => {
    work(async () => 1);
    const opts = { removeOnComplete: { age: 1 } };
    await queue.add('old', {}, opts);
    await passes(600);
    await queue.add('young', {}, opts);
    await passes(200);
    const both = (await queue.getJobCounts()).completed;
    await passes(1_900);
    await queue.add('last', {}, opts);
    await passes(200);
    return { both, later: (await queue.getJobCounts()).completed };
  },
  { both: 2, later: 1 },
);

onBoth(
  'what is added with repeat is one plain job',
  async ({ queue }) => {
    await queue.add('job', {}, { repeat: { every: 1_000 } });
    return { waiting: (await queue.getJobCounts()).waiting, schedulers: (await queue.getJobSchedulers()).length };
  },
  { waiting: 1, schedulers: 0 },
);

onBoth(
  'an upsert of the same schedule changes nothing; deleted and added, it fires once more',
  async ({ queue, work, passes }) => {
    let runs = 0;
    work(async () => ++runs);
    const seen: number[] = [];
    for (const act of ['upsert', 'upsert', 'replace']) {
      if (act === 'replace') await queue.removeJobScheduler('tick');
      await queue.upsertJobScheduler('tick', { every: 60_000 }, { name: 'tick' });
      await passes(200);
      seen.push(runs);
    }
    return { seen, delayed: (await queue.getJobCounts()).delayed };
  },
  { seen: [1, 1, 2], delayed: 1 },
);

onBoth(
  'where no worker is, one run waits however often the schedule is put there',
  async ({ queue, passes }) => {
    for (let i = 0; i < 3; i++) {
      await queue.upsertJobScheduler('tick', { every: 60_000 }, { name: 'tick' });
      await passes(20);
    }
    return (await queue.getJobCounts()).waiting;
  },
  1,
);

onBoth(
  'a pattern waits for its time, and is there once however often it is put there',
  async ({ queue }) => {
    for (let i = 0; i < 3; i++) await queue.upsertJobScheduler('daily', { pattern: '0 9 * * *', tz: 'Asia/Tokyo' });
    const [{ next = 0, tz } = {}] = await queue.getJobSchedulers();
    return { hour: new Date(next).getUTCHours(), tz, delayed: (await queue.getJobCounts()).delayed };
  },
  { hour: 0, tz: 'Asia/Tokyo', delayed: 1 },
);

onBoth(
  'one id is one job',
  async ({ queue }) => {
    for (let i = 0; i < 3; i++) await queue.add('job', { i }, { jobId: 'same' });
    const [job] = await queue.getJobs('waiting');
    return { data: job?.data, waiting: (await queue.getJobCounts()).waiting };
  },
  { data: { i: 0 }, waiting: 1 },
);

for (const [jobId, why] of [
  ['1', 'Custom Id cannot be integers'],
  ['a:b', 'Custom Id cannot contain :'],
] as const) {
  onBoth(
    `the id ${jobId} is refused`,
    ({ queue }) =>
      queue.add('job', {}, { jobId }).then(
        () => 'taken',
        ({ message }) => message,
      ),
    why,
  );
}

onBoth(
  'a job whose worker did not renew its lock goes to another, and the first is refused',
  async ({ queue, work, passes }) => {
    let runs = 0;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const started = () => {
      runs++;
      return released;
    };
    const first = work(started, { lockMs: 200, blockedForMs: 60_000 });
    await queue.add('job', {});
    await passes(50);
    work(async () => ++runs, { lockMs: 200 });
    await passes(900);
    release();
    await passes(100);
    return { runs, refused: first.errors.some((error) => error.startsWith('Missing lock')), failed: first.failed };
  },
  { runs: 2, refused: true, failed: [] },
);

for (const [policy, state, reasons] of [
  [{}, 'waiting-children', []],
  [{ failParentOnFailure: true }, 'failed', []],
  [{ removeDependencyOnFailure: true }, 'completed', []],
  [{ ignoreDependencyOnFailure: true }, 'completed', ['broken']],
] as const) {
  onBoth<{ state: JobState | 'unknown'; values: unknown[]; reasons: readonly string[] }>(
    `a child that failed with ${JSON.stringify(policy)} leaves its parent ${state}`,
    async ({ flows, work, passes }, name) => {
      let reported: { values: unknown[]; reasons: string[] } = { values: [], reasons: [] };
      work(
        async (job) => {
          if (job.name === 'bad') throw new Error('broken');
          if (job.name === 'good') return job.data.n;
          const values = Object.values(await job.getChildrenValues()).sort();
          reported = { values, reasons: Object.values(await job.getIgnoredChildrenFailures()) };
        },
        { concurrency: 5 },
      );
      const child = (kind: string, n: number) => ({ name: kind, queueName: name, data: { n }, opts: policy });
      const children = [child('good', 1), child('bad', 2), child('good', 3)];
      const parent = await flows.add({ name: 'parent', queueName: name, children });
      await passes(300);
      return { state: await parent.getState(), ...reported };
    },
    { state, values: state === 'completed' ? [1, 3] : [], reasons },
  );
}

onBoth(
  'a result is what JSON makes of it, and what it refuses fails',
  async ({ queue, work, passes }) => {
    const results = [undefined, new Map([[1, 2]]), 10n];
    work(async (job) => results[job.data.i]);
    const jobs = [];
    for (let i = 0; i < 3; i++) jobs.push(await queue.add('job', { i }));
    await passes(300);
    const ended = await Promise.all(jobs.map(({ id }) => queue.getJob(id)));
    return ended.map((job) => job?.failedReason ?? job?.returnvalue);
  },
  [null, {}, 'Do not know how to serialize a BigInt'],
);
