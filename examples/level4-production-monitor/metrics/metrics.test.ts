import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestMonitor, type TestMonitor } from '../testing.ts';

let world: TestMonitor;
beforeEach(async () => {
  world = await startTestMonitor();
});
afterEach(() => world.close());

async function read(): Promise<Map<string, number>> {
  const { body } = await world.call('GET', '/metrics');
  const lines = (body as string).split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

const add = (name: string, handler: string, payload: unknown, ms: number, options = {}) =>
  world.monitor.engine.add({ name, handler, payload, trigger: { kind: 'every', ms }, options });

describe('what Prometheus reads', () => {
  test('is in seconds: durations, and when it last went well and comes next', async () => {
    await add('slow', 'slow', { seconds: 2 }, 60_000);
    await world.clock.advance(65_000);
    const metrics = await read();
    expect(metrics.get('scheduler_run_duration_seconds_sum{task="slow"}')).toBeCloseTo(2, 1);
    expect(metrics.get('scheduler_last_success_timestamp_seconds{task="slow"}')).toBeCloseTo(
      Date.parse('2026-03-02T12:01:02Z') / 1_000,
      0,
    );
    expect(metrics.get('scheduler_next_run_timestamp_seconds{task="slow"}')).toBe(
      Date.parse('2026-03-02T12:02:00Z') / 1_000,
    );
  });

  test('counts every outcome by itself: failed ones, and those skipped because one was still going', async () => {
    await add('fails', 'flaky', { failRate: 1 }, 60_000, { retry: { attempts: 2, baseMs: 1, capMs: 1 } });
    await add('slow', 'slow', { seconds: 90 }, 60_000, { overlap: 'skip' });
    await world.clock.advance(2 * 60_000 + 5_000);
    const metrics = await read();
    expect(metrics.get('scheduler_runs_total{task="fails",outcome="failed"}')).toBe(2);
    expect(metrics.get('scheduler_retries_total{task="fails"}')).toBe(2);
    expect(metrics.get('scheduler_runs_total{task="slow",outcome="skipped"}')).toBe(1);
    expect(metrics.get('scheduler_running{task="slow"}')).toBe(1);
    await world.clock.advance(30_000);
  });

  test('has counters that only go up, whatever becomes of a task', async () => {
    await add('job', 'flaky', { failRate: 0 }, 60_000);
    let before = 0;
    for (const change of [
      () => {},
      () => world.monitor.engine.pause('job'),
      () => world.monitor.engine.remove('job'),
    ]) {
      await world.clock.advance(60_000);
      await change();
      const now = (await read()).get('scheduler_runs_total{task="job",outcome="success"}')!;
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
    expect(before).toBe(2);
  });

  test('has no more labels than it allows itself, however many tasks there are', async () => {
    for (let task = 0; task < 520; task++) await add(`task-${task}`, 'flaky', { failRate: 0 }, 60_000);
    await world.clock.advance(61_000);
    const metrics = await read();
    const labels = new Set([...metrics.keys()].map((name) => /task="([^"]+)"/.exec(name)?.[1]).filter(Boolean));
    expect(labels.size).toBe(501);
    expect(metrics.get('scheduler_runs_total{task="other",outcome="success"}')).toBe(20);
  });
});
