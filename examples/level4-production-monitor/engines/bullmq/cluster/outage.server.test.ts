import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EngineEvent, every, type RunContext } from '../../../../scheduler/index.ts';
import { until } from '../testing.ts';
import { type Cluster, SECOND, startCluster } from './testing.ts';

describe('two nodes', () => {
  let cluster: Cluster;
  let ran: string[];
  const handlers = { note: (run: RunContext) => void ran.push(run.id) };
  beforeEach(async () => {
    ran = [];
    cluster = await startCluster();
  });
  afterEach(() => cluster.close());

  const slotsOf = async (job: string) =>
    (await cluster.history(job)).filter(({ cause }) => cause === 'schedule').map(({ slot }) => slot);
  const troubles = (events: EngineEvent[]) =>
    events.map(({ type }) => type).filter((type) => type.startsWith('store-'));
  const succeeded = async (job: string) =>
    (await cluster.history(job)).filter(({ state, cause }) => state === 'success' && cause === 'schedule').length;

  async function expectEverySlotOnce(job: string) {
    const slots = await slotsOf(job);
    const first = slots[0] as number;
    expect(slots).toEqual(slots.map((_, index) => first + index * SECOND));
    expect(new Set(ran).size).toBe(ran.length);
    const success = (await cluster.history(job)).filter(({ state }) => state === 'success');
    expect(ran.length).toBe(success.length);
  }

  async function everyNodeSaidSoOnce() {
    const said = () => cluster.nodes.map(({ events }) => troubles(events).join());
    await until('every node to say that all is well', () => said().every((words) => words.includes('recovered')));
    expect(said()).toEqual(cluster.nodes.map(() => 'store-failed,store-recovered'));
  }

  it('outlive a Redis that is killed and comes back empty', async () => {
    const [one] = await cluster.start(2, handlers);
    await one!.add({ name: 'job', trigger: every(SECOND), handler: 'note', options: { coalesce: 'all' } });
    await until('it to run', async () => (await succeeded('job')) >= 2);
    await cluster.server.restart();
    const before = await succeeded('job');
    await until('it to run again', async () => (await succeeded('job')) >= before + 3);
    await one!.pause('job');
    await until(
      'all to be recorded',
      async () => !(await cluster.history('job')).some(({ state }) => state === 'queued'),
    );
    await expectEverySlotOnce('job');
    await everyNodeSaidSoOnce();
  });

  it('say once that Redis is away, and run afterwards what was accepted meanwhile', async () => {
    const [one, other] = await cluster.start(2, handlers);
    await one!.add({ name: 'job', trigger: every('1h'), handler: 'note' });
    await cluster.server.stop();
    await until('both to notice', () => cluster.nodes.every(({ events }) => troubles(events).length > 0));
    const { id } = await other!.runNow('job');
    await delay(2 * SECOND);
    expect(ran).toEqual([]);
    expect(await one!.run(id)).toMatchObject({ state: 'queued' });
    await cluster.server.restart();
    await until('it to run', async () => (await one!.run(id))?.state === 'success');
    expect(ran).toEqual([id]);
    await everyNodeSaidSoOnce();
  });

  it('go on after everything was down, Redis with all it knew included: misfire is settled once', async () => {
    const [one, other] = await cluster.start(2, handlers);
    await one!.add({ name: 'job', trigger: every(SECOND), handler: 'note' });
    await one!.add({ name: 'idle', trigger: every(SECOND), handler: 'note' });
    await one!.pause('idle');
    await until('it to run', async () => (await succeeded('job')) >= 2);
    await Promise.all([one!.stop(), other!.stop()]);
    await cluster.redis((redis) => redis.flushall());
    const before = await slotsOf('job');
    await delay(4 * SECOND);
    const [again] = await cluster.start(2, handlers);
    await until('it to run again', async () => (await succeeded('job')) >= before.length + 2);
    await again!.pause('job');
    await expectEverySlotOnce('job');
    const gap = (await cluster.history('job')).slice(before.length, before.length + 4);
    expect(gap.slice(0, 3).map(({ state }) => state)).toEqual(['missed', 'missed', 'missed']);
    expect(await again!.job('idle')).toMatchObject({ paused: true });
  });

  it('hold on while the database fails, and settle afterwards what came due', async () => {
    const [one] = await cluster.start(2, handlers);
    const { db } = cluster.database;
    await one!.add({ name: 'job', trigger: every(SECOND), handler: 'note', options: { coalesce: 'all' } });
    await until('it to run', async () => (await succeeded('job')) >= 2);
    await sql`alter table scheduler_run rename to away`.execute(db);
    await until('it to be noticed', () => cluster.nodes.every(({ events }) => troubles(events).length > 0));
    await delay(2 * SECOND);
    await sql`alter table away rename to scheduler_run`.execute(db);
    const before = await succeeded('job');
    await until('it to run again', async () => (await succeeded('job')) >= before + 3);
    await one!.pause('job');
    await until(
      'all to be recorded',
      async () => !(await cluster.history('job')).some(({ state }) => state === 'queued'),
    );
    await expectEverySlotOnce('job');
    await everyNodeSaidSoOnce();
  });

  it('stop though Redis is gone', async () => {
    const [one, other] = await cluster.start(2, handlers);
    await cluster.server.stop();
    const reports = await Promise.all([one!.stop({ deadlineMs: SECOND }), other!.stop({ deadlineMs: SECOND })]);
    for (const report of reports) {
      expect(report).toEqual({ finished: 0, cancelled: [], abandoned: [], unrecorded: [] });
    }
  });
});
