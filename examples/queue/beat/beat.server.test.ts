import type { JobSchedulerJson, Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { readRuns } from '../history/stream.ts';
import type { ScheduleEntry, ScheduleTable } from '../schedule/table.ts';
import { type Bench, ignore, redisKinds, startBench, twoTasks, until } from '../testing.ts';
import { startBeat } from './app.ts';
import { liveBeats } from './heartbeat.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

function entry(name: string, overrides: Partial<ScheduleEntry> = {}): ScheduleEntry {
  const trigger = { everyMs: 3_600_000 };
  const payload = { a: 16, b: 16 };
  return { name, task: twoTasks.add, payload, trigger, offsetMs: 0, enabled: true, expiresMs: 60_000, ...overrides };
}
const tableOf = (...entries: ScheduleEntry[]): ScheduleTable => ({ entries, variables: [] });
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe.each(redisKinds)('beat on %s Redis', (kind) => {
  let bench: Bench;
  let queue: Queue;
  beforeAll(async () => {
    bench = await startBench(kind);
    queue = bench.tasks.add.queue;
  });
  beforeEach(() => bench.connection.flushall());
  afterEach(() => bench.stopWorkers());
  afterAll(() => bench.close());

  const apply = async (table: ScheduleTable): Promise<Reconciled> => {
    const result = await reconcile({ connection: bench.connection, table, now: Date.now(), onError: ignore });
    return result as Reconciled;
  };
  const schedulers = (): Promise<JobSchedulerJson[]> => queue.getJobSchedulers();

  it('adds, changes and removes until Redis holds the table, then has nothing to do', async () => {
    await apply(tableOf(entry('stays'), entry('changes'), entry('goes')));
    const wanted = tableOf(entry('stays'), entry('changes', { trigger: { everyMs: 60_000 } }), entry('comes'));
    const result = await apply(wanted);
    expect(names(result.added)).toEqual(['comes']);
    expect(names(result.changed)).toEqual(['changes']);
    expect(names(result.removed)).toEqual(['goes']);
    expect(names(result.unchanged)).toEqual(['stays']);
    const found = Object.fromEntries((await schedulers()).map(({ key, every }) => [key, every]));
    expect(found).toEqual({ stays: 3_600_000, changes: 60_000, comes: 60_000 * 60 });

    const again = await apply(wanted);
    expect(names(again.unchanged)).toHaveLength(3);
  });

  it('puts the first run on the grid, not at the moment of its start', async () => {
    await apply(tableOf(entry('hourly')));
    const [scheduler] = await schedulers();
    expect((scheduler?.next ?? 1) % 3_600_000).toBe(0);
    expect(scheduler?.next).toBeGreaterThan(Date.now());
  });

  it('does not publish what is switched off, and takes it back when it is switched off later', async () => {
    await apply(tableOf(entry('tick')));
    await apply(tableOf(entry('tick', { enabled: false })));
    expect(await schedulers()).toEqual([]);
    expect(await queue.getJobCountByTypes('delayed', 'waiting')).toBe(0);
  });

  it('holds one schedule each when two beats start together, and one run of each is pending', async () => {
    const results: Reconciled[] = [];
    const table = tableOf(entry('one'), entry('two'), entry('three'));
    const start = () =>
      startBeat({
        connection: bench.connection,
        table,
        clock: systemClock,
        everyMs: 300,
        onReconciled: (result) => results.push(result),
        onError: ignore,
      });
    const beats = [start(), start()];
    await until('both have reconciled several times', () => results.length >= 6);
    await Promise.all(beats.map((beat) => beat.stop()));

    expect(results.flatMap(({ added }) => names(added)).sort()).toEqual(['one', 'three', 'two']);
    expect((await schedulers()).map(({ key }) => key).sort()).toEqual(['one', 'three', 'two']);
    expect(await queue.getJobCountByTypes('delayed', 'waiting')).toBe(3);
  });

  it('has one pending run however long no worker comes; its late tick is dropped, counted and remembered', async () => {
    const tick = entry('tick', { trigger: { everyMs: 200 }, expiresMs: 200 });
    await apply(tableOf(tick));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await apply(tableOf(tick));
    expect(await queue.getJobCountByTypes('delayed', 'waiting')).toBe(1);

    await bench.startWorkers({ add: ({ a, b }) => a + b, wait: () => ({ waitedMs: 0 }) });
    await until('a tick in time', () => bench.runs.some(({ outcome }) => outcome === 'success'));
    expect(bench.runs[0]).toMatchObject({ outcome: 'expired', slot: { schedule: 'tick' } });
    const slots = bench.runs.map(({ slot }) => slot?.at);
    expect(new Set(slots).size).toBe(slots.length);

    const recorded = await readRuns(bench.connection, 0, Date.now());
    expect(recorded.slice(0, 2).map(({ slot }) => slot)).toEqual(slots.slice(0, 2));
    expect(recorded[0]).toMatchObject({ schedule: 'tick', task: 'add', outcome: 'expired', attempt: 1 });
  });

  it('gives a schedule its next run back when somebody emptied the queue', async () => {
    await apply(tableOf(entry('hourly')));
    await queue.drain(true);
    await bench.connection.del(`bull:add:repeat:hourly:${(await schedulers())[0]?.next}`);
    await bench.connection.del('bull:add:delayed');
    const result = await apply(tableOf(entry('hourly')));
    expect(names(result.restored)).toEqual(['hourly']);
    expect(await queue.getDelayedCount()).toBe(1);
  });

  it('puts a schedule right that somebody edited by hand', async () => {
    await apply(tableOf(entry('hourly')));
    await queue.upsertJobScheduler('hourly', { every: 1_000_000 });
    const result = await apply(tableOf(entry('hourly')));
    expect(names(result.restored)).toEqual(['hourly']);
    expect((await schedulers())[0]?.every).toBe(3_600_000);
  });

  it('says that it is alive while it is', async () => {
    const beat = startBeat({ connection: bench.connection, table: tableOf(), clock: systemClock, onError: ignore });
    await until('the heartbeat', async () => (await liveBeats(bench.connection)).length === 1);
    await beat.stop();
    expect(await liveBeats(bench.connection)).toEqual([]);
  });
});
