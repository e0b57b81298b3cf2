import { describe, expect, it } from 'vitest';
import { AlertWatch } from './alerts.ts';
import type { QueueSample } from './sample.ts';

const sample = (at: number, { lagMs = 0, failed = 0 } = {}): QueueSample => ({
  queue: 'add',
  at,
  jobs: {},
  lagMs,
  workers: 1,
  totals: new Map([['outcome:failed', failed]]),
});
const rules = { lagMs: { raise: 100, clear: 50 }, failures: { raise: 3, clear: 0 }, windowMs: 1_000 };

describe('an alert', () => {
  it('is raised once when the lag passes the limit, and cleared once when it is well below', () => {
    const watch = new AlertWatch(rules);
    const states = [0, 120, 130, 90, 110, 40, 30].map((lagMs, at) => watch.look([sample(at, { lagMs })])[0]?.state);
    expect(states).toEqual([undefined, 'raised', undefined, undefined, undefined, 'cleared', undefined]);
  });

  it('counts the failures of the window, not those of all time', () => {
    const watch = new AlertWatch(rules);
    const failed = [100, 101, 102, 103, 103, 103];
    const states = failed.map((total, index) => watch.look([sample(index * 400, { failed: total })])[0]?.state);
    expect(states).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);

    const burst = new AlertWatch(rules);
    const looks = [100, 103, 103, 103, 103].map((total, index) => burst.look([sample(index * 400, { failed: total })]));
    expect(looks.map(([change]) => change?.state)).toEqual([undefined, 'raised', undefined, 'cleared', undefined]);
  });

  it('names the queue and what was seen', () => {
    const [change] = new AlertWatch(rules).look([sample(0, { lagMs: 75_000 })]);
    expect(change).toEqual({
      queue: 'add',
      kind: 'lag',
      state: 'raised',
      text: 'the oldest due job has waited 1.3 min',
    });
  });
});
