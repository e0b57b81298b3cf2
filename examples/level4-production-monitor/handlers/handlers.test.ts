import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { every, LocalEngine, type RunContext, seededRandom, systemClock, VirtualClock } from '../../scheduler/index.ts';
import { SqlStore } from '../../scheduler/sql/sql-store.ts';
import { openMonitorDatabase } from '../database.ts';
import { startTestMonitor } from '../testing.ts';
import { cacheWarmUpHandler, cleanupHandler, flakyHandler } from './everyday.ts';
import { historyCleanupHandler } from './history-cleanup.ts';
import { HandlerRegistry } from './registry.ts';

const DAY_MS = 86_400_000;
const signal = new AbortController().signal;
const contextOf = (payload: unknown, more: Partial<RunContext> = {}) =>
  ({ payload, signal, attempt: 1, slot: 0, log: () => {}, ...more }) as RunContext;

describe('the registry', () => {
  const registry = new HandlerRegistry([flakyHandler({ random: () => 0.5 })]);

  test('refuses a handler it does not know, naming the nearest', () => {
    expect(() => registry.check('flakey', {})).toThrow('there is no "flakey" (nearest: flaky)');
  });

  test('refuses a payload by its field', () => {
    expect(() => registry.check('flaky', { failRate: 2 })).toThrow(/^payload\.failRate: /);
    expect(() => registry.check('flaky', { failRate: 0.5 })).not.toThrow();
  });

  test('holds no example that its own schema refuses', async () => {
    const { monitor, close } = await startTestMonitor();
    expect(monitor.handlers.all().length).toBeGreaterThan(5);
    for (const handler of monitor.handlers.all()) expect(() => handler.check(handler.example)).not.toThrow();
    await close();
  });
});

describe('flaky', () => {
  test('fails in the share of attempts it was told', async () => {
    const handler = flakyHandler({ random: () => 0.5 });
    await expect(handler.run(contextOf({ failRate: 0.6 }))).rejects.toThrow('503');
    expect(await handler.run(contextOf({ failRate: 0.4 }))).toEqual({ attempt: 1 });
  });
});

describe('cleanup', () => {
  test('removes old files from its folder, and neither new ones nor folders', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clockwork-cleanup-'));
    for (const name of ['old', 'new']) await writeFile(join(folder, name), '');
    await utimes(join(folder, 'old'), 0, 0);
    const handler = cleanupHandler({ folder, clock: systemClock });
    expect(await handler.run(contextOf({ olderThanHours: 1 }))).toEqual({ removed: 1 });
    expect(await readdir(folder)).toEqual(['new']);
    await rm(folder, { recursive: true });
  });
});

describe('cache warm-up', () => {
  test('stops between two entries when it is told to', async () => {
    const clock = new VirtualClock();
    const cache = new Map<string, string>();
    const stop = new AbortController();
    const running = cacheWarmUpHandler({ clock, cache }).run(contextOf({ entries: 10 }, { signal: stop.signal }));
    const ended = expect(running).rejects.toThrow();
    await clock.advance(70);
    stop.abort(new Error('told to stop'));
    await clock.advance(1_000);
    await ended;
    expect(cache.size).toBe(3);
  });
});

describe('the report', () => {
  test('counts the hours before its slot, however late it runs', async () => {
    const { monitor, clock, close } = await startTestMonitor();
    await monitor.engine.add({
      name: 'flaky',
      handler: 'flaky',
      payload: { failRate: 0 },
      trigger: { kind: 'every', ms: 60_000 },
    });
    await clock.advance(10 * 60_000);
    const slot = clock.now();
    await clock.advance(60 * 60_000);
    const report = monitor.handlers.all().find(({ name }) => name === 'report')!;
    expect(await report.run(contextOf({ hours: 1 }, { slot }))).toMatchObject({ counts: { success: 9 } });
    await close();
  });
});

describe('history cleanup', () => {
  test('bounds history by age and by number, and leaves the newest run of every task', async () => {
    const clock = new VirtualClock({ start: '2026-03-02T12:00:00Z' });
    const database = await openMonitorDatabase({ databaseUrl: undefined, databaseFile: ':memory:' });
    const store = new SqlStore(database.db as never);
    const engine = new LocalEngine({ clock, random: seededRandom(1), store });
    await engine.schedule('often', every('1h'), () => {});
    await engine.schedule('rare', every('1d'), () => {});
    await engine.start();
    await clock.advance(2 * DAY_MS);
    await engine.pause('rare');
    await clock.advance(2 * DAY_MS);
    const cleanup = historyCleanupHandler({ store, db: database.db, clock });
    await cleanup.run(contextOf({ keepDays: 1, keepPerTask: 5 }));
    expect(await engine.history({ job: 'often', limit: 100 })).toHaveLength(5);
    expect(await engine.history({ job: 'rare', limit: 100 })).toHaveLength(1);
    await engine.stop();
    await database.close();
  });
});
