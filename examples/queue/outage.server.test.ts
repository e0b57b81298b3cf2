import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../scheduler/clock/system-clock.ts';
import { startBeat } from './beat/app.ts';
import { reportOutages } from './outage.ts';
import type { ScheduleTable } from './schedule/table.ts';
import { type Bench, connect, redisKinds, startBench, twoTasks, until } from './testing.ts';

/** A wire between a program and its Redis that can be cut, while Redis itself lives on and forgets nothing. */
async function layWire(port: number) {
  const ends = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = dial(port, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => {});
      end.on('close', () => other.destroy());
      end.pipe(other);
    }
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port: here } = server.address() as { port: number };
  return {
    url: `redis://127.0.0.1:${here}`,
    cut: () => {
      server.close();
      for (const end of ends) end.destroy();
      ends.clear();
    },
    mend: () => listen(here),
  };
}

describe.each(redisKinds)('when %s Redis goes away', (kind) => {
  let bench: Bench;
  let wire: Awaited<ReturnType<typeof layWire>>;
  let connection: Redis;
  beforeAll(async () => {
    bench = await startBench(kind);
    wire = await layWire(Number(new URL(bench.server.url).port));
    connection = connect(wire.url);
  });
  afterEach(() => bench.stopWorkers());
  afterAll(async () => {
    connection.disconnect();
    wire.cut();
    await bench.close();
  });

  it('beat and workers say so once, come back by themselves, and every accepted job is done once', async () => {
    const said: string[] = [];
    const { onError } = reportOutages(connection, { clock: systemClock, say: (line) => said.push(line) });
    const tick = { name: 'tick', task: twoTasks.add, payload: { a: 0, b: 0 }, trigger: { everyMs: 100 }, offsetMs: 0 };
    const table: ScheduleTable = { entries: [{ ...tick, enabled: true, expiresMs: 60_000 }], variables: [] };
    const beat = startBeat({ connection, table, clock: systemClock, everyMs: 100, onError });
    const done: number[] = [];
    const add = ({ a, b }: { a: number; b: number }) => {
      if (a > 0) done.push(a);
      return a + b;
    };
    await bench.startWorkers({ add, wait: () => ({ waitedMs: 0 }) }, { connection, onError });
    await until('a tick', () => bench.runs.some(({ slot }) => slot?.schedule === 'tick'));

    wire.cut();
    await until('the outage to be said', () => said.length > 0);
    const accepted = await Promise.all([1, 2, 3, 4, 5].map((a) => bench.tasks.add.enqueue({ a, b: 1 })));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(done).toEqual([]);
    const before = bench.runs.length;
    await wire.mend();

    expect(await Promise.all(accepted.map((job) => job.result()))).toEqual([2, 3, 4, 5, 6]);
    expect([...done].sort()).toEqual([1, 2, 3, 4, 5]);
    await until('the next tick', () => bench.runs.slice(before).some(({ slot }) => slot?.schedule === 'tick'));
    await beat.stop();
    // A cut may also swallow the answer about a job that was just ending; BullMQ then misses its lock, and says so too.
    const ofOutages = said.filter((line) => line.startsWith('Redis is '));
    expect(ofOutages.map((line) => line.replace(/\d+ s/, 'n s').replace(/\(.*\)/, '(why)'))).toEqual([
      'Redis is away (why). Trying again, ever less often; what was accepted waits there.',
      'Redis is back after n s.',
    ]);
  });

  it('beat stops at once', async () => {
    const beat = startBeat({
      connection,
      table: { entries: [], variables: [] },
      clock: systemClock,
      onError: () => {},
    });
    wire.cut();
    await until('the outage', () => connection.status !== 'ready');
    await beat.stop();
    await wire.mend();
  });
});
