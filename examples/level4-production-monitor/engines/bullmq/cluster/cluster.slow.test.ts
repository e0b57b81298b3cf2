import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { every, isFinal, type RunRecord, systemClock } from '../../../../scheduler/index.ts';
import { startRedis, type TestRedis } from '../../../../shared/redis/testing.ts';
import type { SqlDatabase } from '../../../../shared/sql/index.ts';
import { startPostgres, type TestPostgres } from '../../../../shared/sql/testing.ts';
import { BullEngine } from '../bull-engine.ts';
import type { ClusterSchema } from '../tables.ts';
import { openTables, until } from '../testing.ts';
import { startCalledServer } from './called-server.ts';
import { type NodeProcess, startNode } from './node-process.ts';

const SECOND = 1000;
/** How long each task's call takes, and how many may be under way at once. */
const tasks = {
  strict: { takesMs: 600, atOnce: 1, options: { overlap: 'skip' } },
  pair: { takesMs: 1_600, atOnce: 2, options: { overlap: 'allow', maxConcurrent: 2 } },
  line: { takesMs: 900, atOnce: 1, options: { overlap: 'queue-one' } },
} as const;
type Task = keyof typeof tasks;
const names = Object.keys(tasks) as Task[];

describe('two monitors and three workers, the leading one killed in the middle of a run', () => {
  let redis: TestRedis;
  let postgres: TestPostgres;
  let database: SqlDatabase<ClusterSchema>;
  let onlooker: BullEngine;
  let world: Awaited<ReturnType<typeof startCalledServer>>;
  let nodes: NodeProcess[] = [];
  let victim: string;
  let exits: (number | null)[];
  const history = {} as Record<Task, RunRecord[]>;

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ kind: 'real' }), startPostgres()]);
    world = await startCalledServer(Object.fromEntries(names.map((name) => [name, tasks[name].takesMs])));
    database = await openTables({ url: postgres.url });
    const parts = { redisUrl: redis.url, database, clock: systemClock, random: Math.random };
    onlooker = await BullEngine.open({ ...parts, node: 'onlooker', role: 'monitor' });
    onlooker.handle('http-call', () => {});
    const where = { redisUrl: redis.url, databaseUrl: postgres.url };
    nodes = (['monitor', 'monitor', 'worker', 'worker', 'worker'] as const).map((role, index) =>
      startNode(role, `${role}-${index + 1}`, where),
    );
    await Promise.all(nodes.map((node) => node.ready));
    for (const name of names) {
      const { options } = tasks[name];
      const payload = { url: world.urlOf(name), method: 'GET' };
      await onlooker.add({ name, trigger: every(SECOND), handler: 'http-call', payload, options });
    }
    await delay(5 * SECOND);
    victim = await killTheLeaderAtWork();
    await delay(12 * SECOND);
    for (const name of names) await onlooker.pause(name);
    await until('every run to end', async () => {
      const open = await onlooker.history({ states: ['queued', 'running', 'retrying'] });
      return open.length === 0;
    });
    for (const name of names) history[name] = (await onlooker.history({ job: name, limit: 1_000 })).reverse();
    exits = await Promise.all(survivors().map((node) => node.stop()));
  }, 100_000);
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    onlooker?.close();
    await database?.close();
    await world?.close();
    await Promise.all([redis?.stop(), postgres?.stop()]);
  });

  const survivors = () => nodes.filter(({ name }) => name !== victim);

  async function killTheLeaderAtWork(): Promise<string> {
    const visitor = new Redis(redis.url);
    let killed = '';
    await until('the leader to be in the middle of a run', async () => {
      const [instance] = (await visitor.get('clockwork:leader'))?.split('/') ?? [];
      const [run] = (await onlooker.history({ states: ['running'] })).filter((one) => one.instance === instance);
      killed = run?.node ?? '';
      return run !== undefined;
    });
    await nodes.find(({ name }) => name === killed)?.kill();
    visitor.disconnect();
    return killed;
  }

  it.each(names)('every slot of %s is in history, once', (name) => {
    const slots = history[name].map(({ slot }) => slot);
    const first = slots[0] as number;
    expect(slots).toEqual(slots.map((_, index) => first + index * SECOND));
    expect(slots.length).toBeGreaterThanOrEqual(15);
    expect(history[name].filter(({ state }) => !isFinal(state))).toEqual([]);
  });

  it.each(names)('%s reached the world once for each run, and no more at once than allowed', (name) => {
    const count = (state: string) => history[name].filter((run) => run.state === state).length;
    const { calls, most } = world.called[name]!;
    expect(calls).toBeGreaterThanOrEqual(count('success'));
    expect(calls).toBeLessThanOrEqual(count('success') + count('abandoned'));
    expect(most).toBeLessThanOrEqual(tasks[name].atOnce);
    expect(count('failed') + count('timeout')).toBe(0);
  });

  it('what the dead node was doing is abandoned, and nothing else', () => {
    const abandoned = names.flatMap((name) => history[name].filter(({ state }) => state === 'abandoned'));
    expect(abandoned.length).toBeGreaterThanOrEqual(1);
    for (const run of abandoned) expect(run.note).toContain(`its node ${victim} went silent`);
  });

  it('the others shared the work, went on without it and stopped cleanly', () => {
    const all = names.flatMap((name) => history[name]);
    expect(new Set(all.filter(({ state }) => state === 'success').map(({ node }) => node)).size).toBeGreaterThan(2);
    expect(exits).toEqual([0, 0, 0, 0]);
  });
});
