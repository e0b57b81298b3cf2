import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, every, type RunContext } from '../../../../scheduler/index.ts';
import { bullConnection } from '../../../../shared/redis/index.ts';
import { startPostgres, type TestPostgres } from '../../../../shared/sql/testing.ts';
import type { BullEngine } from '../bull-engine.ts';
import { until } from '../testing.ts';
import { type Cluster, SECOND, startCluster } from './testing.ts';

const hourly = every('1h');

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['SQLite', 'PostgreSQL'])('three nodes on %s', (dialect) => {
  let cluster: Cluster;
  let nodes: BullEngine[];
  let going: RunContext[];
  const one = () => nodes[0] as BullEngine;
  const other = () => nodes[1] as BullEngine;
  /** Runs until it is aborted. */
  const work = (run: RunContext) => {
    going.push(run);
    return new Promise((_, reject) => run.signal.addEventListener('abort', () => reject(run.signal.reason)));
  };
  beforeEach(async () => {
    going = [];
    cluster = await startCluster(dialect === 'PostgreSQL' ? { url: postgres.url } : {});
    nodes = await cluster.start(3, { work, quick: () => 'done' });
  });
  afterEach(() => cluster.close());

  const states = async () => (await cluster.history('job')).map(({ state }) => state).sort();
  const allAskAtOnce = () => Promise.all(nodes.map((node) => node.runNow('job')));

  it.each([
    ['skip', {}, ['skipped', 'skipped', 'started']],
    ['queue-one', { overlap: 'queue-one' as const }, ['queued', 'skipped', 'started']],
    ['allow two', { overlap: 'allow' as const, maxConcurrent: 2 }, ['skipped', 'started', 'started']],
  ])('that ask for a run at once are answered by one policy: %s', async (_, options, expected) => {
    await one().add({ name: 'job', trigger: hourly, handler: 'work', options });
    const decisions = (await allAskAtOnce()).map(({ decision }) => decision);
    expect(decisions.sort()).toEqual(expected);
    const started = expected.filter((decision) => decision === 'started').length;
    await until('what was started to run', () => going.length === started);
    expect((await other().job('job'))?.running).toBe(started);
  });

  it('replace each other: the newest run goes on, wherever the older ones were', async () => {
    await one().add({ name: 'job', trigger: hourly, handler: 'work', options: { overlap: 'cancel-running' } });
    for (const [index, node] of nodes.entries()) {
      await node.runNow('job');
      await until('the newest to run', () => going.length === index + 1);
      await until('it to run alone', () => going.filter(({ signal }) => !signal.aborted).length === 1);
      expect(going[index]?.signal.aborted).toBe(false);
    }
    await until('history to say so', async () => (await states()).join() === 'cancelled,cancelled,running');
  });

  it('hear the same news, and each cancels what another runs', async () => {
    await one().add({ name: 'job', trigger: hourly, handler: 'work' });
    const { id } = await other().runNow('job');
    await until('it to run', () => going.length === 1);
    for (const node of nodes) {
      if ((await node.run(id))?.state === 'running') expect(await node.cancel(id)).toBe(true);
    }
    expect(await one().run(id)).toMatchObject({ state: 'cancelled', note: 'cancelled on request' });
    expect(going[0]?.signal.aborted).toBe(true);
    for (const { events } of cluster.nodes) {
      const heard = () => events.filter((event) => 'run' in event).map(({ type }) => type);
      await until('every node to hear of the end', () => heard().includes('run-finished'));
      expect(heard()).toEqual(['run-started', 'run-finished']);
    }
  });

  it('run what the queue delivers twice once', async () => {
    await one().add({ name: 'job', trigger: at(Date.now() + SECOND), handler: 'work' });
    await until('it to run', () => going.length === 1);
    const queue = new Queue('clockwork-runs', { connection: bullConnection(cluster.server.url) });
    const again = await queue.addBulk(
      Array.from({ length: 20 }, () => ({ name: 'run', data: { id: going[0]?.id }, opts: { removeOnComplete: 100 } })),
    );
    await until('every copy to be taken', async () => (await queue.getCompletedCount()) === again.length);
    await queue.close();
    expect(going.length).toBe(1);
  });

  it('pause, reschedule and resume one schedule from wherever they are asked', async () => {
    await one().add({ name: 'job', trigger: every(SECOND), handler: 'quick' });
    await until('it to run', async () => (await states()).includes('success'));
    await other().pause('job');
    await one().reschedule('job', every(2 * SECOND));
    expect(await nodes[2]?.job('job')).toMatchObject({ paused: true, trigger: { ms: 2 * SECOND }, nextAt: null });
    const before = (await states()).length;
    await new Promise((resolve) => setTimeout(resolve, 2.5 * SECOND));
    expect((await states()).length).toBe(before);
    await nodes[2]?.resume('job');
    await until('it to run again', async () => (await states()).length > before);
  });

  it('lose no change when two monitors make one each at the same time', async () => {
    await one().add({ name: 'job', trigger: hourly, handler: 'quick' });
    for (let round = 1; round <= 5; round++) {
      await Promise.all([
        one().pause('job'),
        other().reschedule('job', every(round * SECOND)),
        nodes[2]?.update('job', { payload: round }),
      ]);
      expect(await one().job('job')).toMatchObject({ paused: true, payload: round, trigger: { ms: round * SECOND } });
      await one().resume('job');
    }
  });

  it('know of each other and of what each is doing', async () => {
    await one().add({ name: 'job', trigger: hourly, handler: 'work' });
    const { id } = await one().runNow('job');
    const working = async () => (await other().nodes.all()).filter(({ running }) => running.length > 0);
    await until('a heartbeat to tell of the run', async () => (await working()).length === 1);
    expect(await working()).toMatchObject([{ role: 'worker', running: [{ id, task: 'job' }] }]);
    expect((await other().nodes.all()).map((node) => node.id)).toEqual(['node-1', 'node-2', 'node-3']);
    await nodes.pop()?.stop();
    expect((await other().nodes.all()).map((node) => node.id)).toEqual(['node-1', 'node-2']);
  });

  it('give up a run that history has in another hand: its code is told to stop', async () => {
    await one().add({ name: 'job', trigger: hourly, handler: 'work' });
    const { id } = await one().runNow('job');
    await until('it to run', () => going.length === 1);
    await cluster.database.db
      .updateTable('scheduler_run')
      .set({ state: 'abandoned', instance: 'a-survivor' })
      .where('id', '=', id)
      .execute();
    await until('its signal to abort', () => going[0]?.signal.aborted === true);
    expect(await one().run(id)).toMatchObject({ state: 'abandoned', instance: 'a-survivor' });
  });
});
