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

  test('has counters that only go up while there is a task, and go with it', async () => {
    await add('job', 'flaky', { failRate: 0 }, 60_000);
    const count = async () => (await read()).get('scheduler_runs_total{task="job",outcome="success"}');
    const seen: unknown[] = [];
    for (const change of ['pause', 'resume', 'remove'] as const) {
      await world.clock.advance(60_000);
      await world.monitor.engine[change]('job');
      seen.push(await count());
    }
    expect(seen).toEqual([1, 1, undefined]);
  });

  test('keeps nothing of a task that was removed while it ran', async () => {
    await add('slow', 'slow', { seconds: 30 }, 60_000);
    await world.clock.advance(65_000);
    await world.monitor.engine.remove('slow');
    await world.clock.advance(5_000);
    expect([...(await read()).keys()].filter((name) => name.includes('slow'))).toEqual([]);
  });

  test('has no more labels than it allows itself, however many tasks there are', { timeout: 20_000 }, async () => {
    for (let task = 0; task < 520; task++) await add(`task-${task}`, 'flaky', { failRate: 0 }, 60_000);
    // Whoever is seen first has a name.
    await read();
    await world.monitor.engine.reschedule('task-519', { kind: 'every', ms: 30_000 });
    await world.monitor.engine.pause('task-518');
    await world.monitor.engine.pause('task-517');
    await world.clock.advance(61_000);
    const metrics = await read();
    const labels = new Set([...metrics.keys()].map((name) => /task="([^"]+)"/.exec(name)?.[1]).filter(Boolean));
    expect(labels.size).toBe(501);
    const other = (name: string) => metrics.get(`scheduler_${name}`);
    expect(other('runs_total{task="other",outcome="success"}')).toBe(19);
    // The sum of what can be counted, and the soonest of what comes.
    expect(other('task_paused{task="other"}')).toBe(2);
    expect(other('next_run_timestamp_seconds{task="other"}')).toBe(Date.parse('2026-03-02T12:01:30Z') / 1_000);
  });
});
