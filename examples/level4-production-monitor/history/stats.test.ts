import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestMonitor, type TestMonitor } from '../testing.ts';
import { readStats } from './stats.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: TestMonitor;
beforeEach(async () => {
  world = await startTestMonitor();
});
afterEach(() => world.close());

const add = (name: string, handler: string, payload: object, ms: number) =>
  world.monitor.engine.add({
    name,
    handler,
    payload,
    trigger: { kind: 'every', ms },
    options: { retry: { attempts: 1 }, overlap: 'skip' },
  });
const total = (buckets: readonly { success: number; failed: number; other: number }[]) =>
  buckets.reduce((sum, { success, failed, other }) => sum + success + failed + other, 0);

describe('the figures of the last hours', () => {
  test('are forty-eight equal slices, the oldest first', async () => {
    const { since, until, buckets } = await readStats(world.monitor, 24);
    expect([since, until]).toEqual(['2026-03-01T12:00:00.000Z', '2026-03-02T12:00:00.000Z']);
    expect([buckets.length, buckets[0]?.at, buckets[1]?.at]).toEqual([48, since, '2026-03-01T12:30:00.000Z']);
  });

  test('count every run once: in its slice and by its outcome', async () => {
    await add('works', 'flaky', { failRate: 0 }, 10 * MINUTE);
    await add('breaks', 'flaky', { failRate: 1 }, 20 * MINUTE);
    await add('long', 'slow', { seconds: 90 }, MINUTE);
    await world.clock.advance(HOUR + 1_000);
    // A slice is 2.5 minutes long: the one with 12:20:00 in it begins at 12:17:31.
    const { outcomes, buckets } = await readStats(world.monitor, 2);
    expect(outcomes).toMatchObject({ failed: 3, skipped: 30, success: 6 + 29 });
    expect(total(buckets)).toBe(Object.values(outcomes).reduce((sum, count) => sum + count, 0));
    expect(buckets.reduce((sum, { failed }) => sum + failed, 0)).toBe(3);
    const [full] = buckets.filter(({ failed }) => failed > 0);
    expect(full?.at.slice(11, 16)).toBe('12:17');
  });

  test('say how long runs took, and nothing where none succeeded', async () => {
    await add('short', 'slow', { seconds: 1 }, 10 * MINUTE);
    await add('long', 'slow', { seconds: 9 }, 10 * MINUTE);
    await world.clock.advance(30 * MINUTE + 10_000);
    const { buckets } = await readStats(world.monitor, 1);
    const measured = buckets.filter(({ p50Ms }) => p50Ms !== null);
    expect(measured).toHaveLength(3);
    for (const { p50Ms, p95Ms } of measured) {
      expect([Math.round(p50Ms! / 1_000), Math.round(p95Ms! / 1_000)]).toEqual([9, 9]);
    }
    expect(buckets.filter(({ success }) => success === 0).every(({ p95Ms }) => p95Ms === null)).toBe(true);
  });

  test('leave out what lies before the window', async () => {
    await add('works', 'flaky', { failRate: 0 }, 10 * MINUTE);
    await world.clock.advance(3 * HOUR + 1_000);
    expect((await readStats(world.monitor, 1)).outcomes).toEqual({ success: 6 });
    expect((await readStats(world.monitor, 24)).outcomes).toEqual({ success: 18 });
  });

  test('tell what is going on now', async () => {
    await add('long', 'slow', { seconds: 300 }, 10 * MINUTE);
    await add('rests', 'flaky', { failRate: 0 }, MINUTE);
    await world.monitor.engine.pause('rests');
    await world.clock.advance(10 * MINUTE + 1_000);
    const { running, tasks, nodes } = await readStats(world.monitor, 1);
    expect([running, tasks]).toEqual([1, { total: 2, paused: 1, failing: 0, stale: 0 }]);
    expect(nodes).toMatchObject([{ id: 'node-1', running: [{ task: 'long' }] }]);
  });
});
