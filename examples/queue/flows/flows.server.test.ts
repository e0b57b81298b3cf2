import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { PermanentError } from '../errors.ts';
import { collectTask } from '../tasks/collect.ts';
import { type Bench, ignore, redisKinds, startBench, twoTasks } from '../testing.ts';
import { startWorkers, type Workers } from '../worker/app.ts';
import { chain, chord, group, job } from './node.ts';
import { flowPayloads } from './prepare.ts';
import { type FlowStarter, openFlows } from './start.ts';
import { drawTree } from './tree.ts';

const { add, wait } = twoTasks;
const waits = (list: readonly number[]) => list.map((ms) => job(wait, { ms }));

const flows = {
  threeSums: ({ start }: { start: number }) =>
    chain(
      chain(job(add, { a: start, b: 1 }), add, (sum) => ({ a: sum, b: 10 })),
      add,
      (sum) => ({ a: sum, b: 100 }),
    ),
  waitTogether: ({ list }: { list: readonly number[] }) => group(waits(list), 'fail-fast'),
  waitTolerantly: ({ list }: { list: readonly number[] }) => group(waits(list), 'collect'),
  addWaits: ({ first, second }: { first: number; second: number }) =>
    chord([job(wait, { ms: first }), job(add, { a: second, b: 0 })], 'fail-fast', add, ([waited, sum]) => ({
      a: waited.waitedMs,
      b: sum,
    })),
};

describe.each(redisKinds)('a flow on %s Redis', (kind) => {
  let bench: Bench;
  let workers: Workers;
  let starter: FlowStarter<typeof flows>;
  beforeAll(async () => {
    bench = await startBench(kind);
  });
  beforeEach(async () => {
    await bench.connection.flushall();
    const catalogue = { ...twoTasks, collect: collectTask };
    workers = await startWorkers({
      connection: bench.connection,
      catalogue,
      handlers: {
        add: ({ a, b }) => a + b,
        collect: (results) => results,
        wait: async ({ ms }) => {
          if (ms === 13) throw new PermanentError('thirteen is unlucky');
          await new Promise((resolve) => setTimeout(resolve, ms));
          return { waitedMs: ms };
        },
      },
      contracts: Object.values(catalogue),
      concurrency: () => 4,
      clock: systemClock,
      preparePayload: flowPayloads(flows),
      onError: ignore,
    });
    starter = openFlows(flows, { connection: bench.connection, onError: ignore });
  });
  afterEach(async () => {
    await starter.close();
    await workers.stop(2_000);
  });
  afterAll(() => bench.close());

  it('gives each step of a chain the result of the one before', async () => {
    const flow = await starter.start('threeSums', { start: 5 });
    const sum: number = await flow.result();
    expect(sum).toBe(116);
  });

  it('gives a group its results in the order of its steps, not in that of their ends', async () => {
    const flow = await starter.start('waitTogether', { list: [120, 0, 60] });
    expect(await flow.result()).toEqual([{ waitedMs: 120 }, { waitedMs: 0 }, { waitedMs: 60 }]);
  });

  it('lets a chord work on results of different kinds, typed', async () => {
    const flow = await starter.start('addWaits', { first: 40, second: 2 });
    expect(await flow.result()).toBe(42);
  });

  it('tells a collecting group which step failed and why, and keeps the rest', async () => {
    const flow = await starter.start('waitTolerantly', { list: [1, 13, 2] });
    expect(await flow.result()).toEqual([
      { ok: true, value: { waitedMs: 1 } },
      { ok: false, error: 'thirteen is unlucky' },
      { ok: true, value: { waitedMs: 2 } },
    ]);
  });

  it('fails as a whole where it was told to fail fast', async () => {
    const flow = await starter.start('waitTogether', { list: [1, 13] });
    await expect(flow.result()).rejects.toThrow(/child .* failed/);
    expect(drawTree(await flow.tree())).toMatch(/✗ flow_collect.*└─ ✗ wait {2}thirteen is unlucky/s);
  });

  it('started twice under one id is one flow', async () => {
    const [first, second] = [
      await starter.start('threeSums', { start: 1 }, { id: 'june' }),
      await starter.start('threeSums', { start: 1 }, { id: 'june' }),
    ];
    expect(second.id).toBe(first.id);
    expect(await second.result()).toBe(112);
    expect(await bench.tasks.add.queue.getCompletedCount()).toBe(3);
  });
});
