import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { Type } from 'typebox';
import { systemClock } from '../scheduler/clock/system-clock.ts';
import { table } from '../shared/console.ts';
import { runEntry } from '../shared/entry.ts';
import { openConnection } from './connection.ts';
import { defineTask } from './tasks/contract.ts';
import { jobOptions } from './tasks/job-options.ts';
import { openTasks } from './tasks/publisher.ts';
import { startWorkers } from './worker/app.ts';
import { workerOptions } from './worker/worker-options.ts';

/**
 * What the typed layer costs: the same jobs through bare BullMQ and through ours, from the first `add` to the last
 * result, on the same Redis and with the same options of BullMQ's. The rounds alternate, and what counts is the ratio within a
 * pair: a machine that is busy with something else slows both.
 */
const JOBS = 1_500;
const PAIRS = 15;
const AT_ONCE = 50;

const sum = defineTask({
  name: 'bench_typed',
  profile: 'io',
  payload: Type.Object({ a: Type.Number(), b: Type.Number() }, { additionalProperties: false }),
  result: Type.Number(),
});

interface Contestant {
  run(): Promise<void>;
  close(): Promise<void>;
}

async function bare(connection: Redis): Promise<Contestant> {
  const queue = new Queue('bench_bare', { connection, defaultJobOptions: jobOptions(sum) });
  await queue.obliterate({ force: true });
  const { countOne, all } = countdown();
  const worker = new Worker('bench_bare', async ({ data }) => data.a + data.b, {
    connection,
    concurrency: AT_ONCE,
    ...workerOptions(sum),
  });
  worker.on('completed', countOne);
  return {
    run: () => all(JOBS, async (a) => void (await queue.add('bench_bare', { a, b: 16 }))),
    close: async () => {
      await worker.close();
      await queue.obliterate({ force: true });
      await queue.close();
    },
  };
}

async function typed(connection: Redis): Promise<Contestant> {
  const { tasks, close } = openTasks({ sum }, { connection, onError: console.error });
  await tasks.sum.queue.obliterate({ force: true });
  const { countOne, all } = countdown();
  const workers = await startWorkers({
    connection,
    catalogue: { sum },
    handlers: { sum: ({ a, b }) => a + b },
    contracts: [sum],
    concurrency: () => AT_ONCE,
    clock: systemClock,
    onError: console.error,
    onRun: countOne,
  });
  return {
    run: () => all(JOBS, async (a) => void (await tasks.sum.enqueue({ a, b: 16 }))),
    close: async () => {
      await workers.stop(5_000);
      await tasks.sum.queue.obliterate({ force: true });
      await close();
    },
  };
}

/** Sends jobs, a few dozen at a time, and resolves when as many have come out at the other end. */
function countdown() {
  let left = 0;
  let done = () => {};
  return {
    countOne: () => {
      if (--left === 0) done();
    },
    async all(count: number, send: (index: number) => Promise<void>): Promise<void> {
      left = count;
      const finished = new Promise<void>((resolve) => {
        done = resolve;
      });
      let next = 0;
      const sender = async () => {
        while (next < count) await send(next++);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, sender));
      await finished;
    },
  };
}

async function jobsPerSecond({ run }: Contestant): Promise<number> {
  const from = performance.now();
  await run();
  return JOBS / ((performance.now() - from) / 1_000);
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

await runEntry(async () => {
  const { connection, close } = await openConnection(process.env, { clock: systemClock, say: console.log });
  const contestants = { bare: await bare(connection), typed: await typed(connection) };
  await contestants.bare.run();
  await contestants.typed.run();

  const rounds: { bare: number; typed: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    // Whoever goes second may find a warmer or a busier machine, so they take turns at it.
    const order = pair % 2 === 0 ? (['bare', 'typed'] as const) : (['typed', 'bare'] as const);
    const speeds = { bare: 0, typed: 0 };
    for (const name of order) speeds[name] = await jobsPerSecond(contestants[name]);
    rounds.push(speeds);
  }
  const ratios = rounds.map((round) => round.typed / round.bare);
  console.log(`\n${PAIRS} pairs of rounds of ${JOBS} jobs, ${AT_ONCE} at a time\n`);
  console.log(
    table(
      rounds.map((round, index) => ({
        pair: index + 1,
        'bare jobs/s': Math.round(round.bare),
        'typed jobs/s': Math.round(round.typed),
        ratio: (ratios[index] as number).toFixed(2),
      })),
    ),
  );
  console.log(`\nThe typed layer does ${median(ratios).toFixed(2)} of bare BullMQ's throughput (median of the pairs).`);

  await contestants.bare.close();
  await contestants.typed.close();
  await close();
});
