import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestMonitor, type TestMonitor } from '../testing.ts';
import { RecentRuns } from './recent-runs.ts';

const SECOND = 1_000;
let world: TestMonitor;
beforeEach(async () => {
  world = await startTestMonitor();
});
afterEach(() => world.close());

const add = (name: string, failRate: number) =>
  world.monitor.engine.add({
    name,
    handler: 'flaky',
    payload: { failRate },
    trigger: { kind: 'every', ms: SECOND },
    options: { retry: { attempts: 1 } },
  });
const slots = (recent: RecentRuns, task: string) =>
  recent.of(task).map(({ slot }) => new Date(slot).toISOString().slice(14, 19));

describe('the recent runs of a task', () => {
  test('are the last fifty, oldest first', async () => {
    await add('works', 0);
    await world.clock.advance(60 * SECOND + 100);
    const kept = slots(world.monitor.recent, 'works');
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, '00:11', '01:00']);
  });

  test('hold each run once, as it stands now', async () => {
    await world.monitor.engine.add({
      name: 'slow',
      handler: 'slow',
      payload: { seconds: 10 },
      trigger: { kind: 'every', ms: 60 * SECOND },
    });
    const { recent } = world.monitor;
    const states = () => recent.of('slow').map(({ state }) => state);
    await world.clock.advance(65 * SECOND);
    expect([states(), recent.running().map(({ job }) => job)]).toEqual([['running'], ['slow']]);
    await world.clock.advance(10 * SECOND);
    expect([states(), recent.running()]).toEqual([['success'], []]);
  });

  test('take their places by slot: a slot made up for later comes where it belongs', async () => {
    await add('works', 0);
    await world.clock.advance(2 * SECOND + 100);
    await world.monitor.engine.runNow('works', { slot: Date.parse('2026-03-02T11:59:30Z') });
    await world.clock.advance(100);
    expect(slots(world.monitor.recent, 'works')).toEqual(['59:30', '00:01', '00:02']);
  });

  test('are the same for a monitor that starts later and reads them from history', async () => {
    await Promise.all([add('works', 0), add('breaks', 1)]);
    await world.clock.advance(55 * SECOND + 100);
    const { recent, engine } = world.monitor;
    const later = new RecentRuns();
    await later.load(engine);
    for (const task of ['works', 'breaks']) {
      expect(slots(later, task)).toEqual(slots(recent, task));
      expect(later.lastSuccess(task)).toBe(recent.lastSuccess(task));
    }
    expect(later.lastSuccess('breaks')).toBeNull();
  });

  test('go with their task', async () => {
    await add('works', 0);
    await world.clock.advance(SECOND + 100);
    await world.monitor.engine.remove('works');
    expect([slots(world.monitor.recent, 'works'), world.monitor.recent.lastSuccess('works')]).toEqual([[], null]);
  });
});
