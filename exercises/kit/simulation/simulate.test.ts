import { describe, expect, it } from 'vitest';
import { sleep } from '../../../examples/scheduler/clock/sleep.ts';
import type { Fault } from '../faults/index.ts';
import { formatEvent, type History } from '../history/index.ts';
import { type NodeProgram, shrinkFaults, simulate } from './index.ts';

const nodes = ['a', 'b'];
const told = (history: History) => history.events.map(formatEvent);

/** Says what time it believes it is, once a second. */
const tells: NodeProgram = async ({ clock, record }) => {
  for (;;) {
    await sleep(clock, 1_000);
    record('says', { note: String(clock.now()) });
  }
};

const with1 = (fault: Omit<Fault, 'node'>, program = tells, durationMs = 5_500) =>
  simulate(1, program, { nodes: ['a'], durationMs, faults: [{ node: 'a', ...fault }] }).then(told);

describe('a simulation', () => {
  it('gives the same history for the same seed, and another for another', async () => {
    const program: NodeProgram = async ({ clock, random, redis, record }) => {
      for (;;) {
        await sleep(clock, 100 * random());
        record('counts', { token: await redis.incr('n') });
      }
    };
    const run = (seed: number) => simulate(seed, program, { nodes, durationMs: 2_000 });
    expect(await run(7)).toEqual(await run(7));
    expect(await run(7)).not.toEqual(await run(8));
  });

  it('kills: nothing more is heard, and a new life starts from nothing', async () => {
    expect(await with1({ kind: 'kill', atMs: 1_500, forMs: 2_000 })).toEqual([
      't=1000 a says (1000)',
      't=1500 a is killed',
      't=3500 a starts again',
      't=4500 a says (4500)',
      't=5500 a says (5500)',
    ]);
  });

  it('pauses: what was due meanwhile happens at once afterwards', async () => {
    expect(await with1({ kind: 'pause', atMs: 1_500, forMs: 2_000 })).toEqual([
      't=1000 a says (1000)',
      't=1500 a is paused',
      't=3500 a goes on',
      't=3500 a says (3500)',
      't=4500 a says (4500)',
      't=5500 a says (5500)',
    ]);
  });

  it('sets clocks wrong, and timers go on by the right time', async () => {
    expect(await with1({ kind: 'skew', atMs: 500, forMs: 1_000, byMs: -300 }, tells, 2_000)).toEqual([
      't=500 a is given a wrong clock (by -300 ms)',
      't=1000 a says (700)',
      't=1500 a is given the right time',
      't=2000 a says (2000)',
    ]);
  });

  const sets: NodeProgram = async ({ clock, redis, record }) => {
    for (let n = 1; ; n++) {
      await sleep(clock, 1_000);
      const answer = await redis.set(`${n}`, 'x', 'NX').catch((error) => error.message);
      record('hears', { note: String(answer) });
    }
  };

  it('cuts off: no answer comes, and the node cannot know why', async () => {
    const history = await with1({ kind: 'partition', atMs: 500, forMs: 1_000 }, sets, 3_000);
    expect(history.map((line) => line.replace(/^t=\d+ /, ''))).toEqual([
      'a is cut off',
      'a is connected again',
      'a hears (no answer within 500 ms)',
      'a hears (OK)',
    ]);
  });

  it('restarts Redis empty', async () => {
    const program: NodeProgram = async ({ clock, redis, record }) => {
      for (;;) {
        await sleep(clock, 1_000);
        record('hears', { note: String(await redis.set('k', 'x', 'NX').catch(() => 'nothing')) });
      }
    };
    const faults: Fault[] = [{ node: 'redis', kind: 'redis-restart', atMs: 2_500, forMs: 200 }];
    const { events } = await simulate(1, program, { nodes: ['a'], durationMs: 4_000, faults });
    expect(events.filter(({ type }) => type === 'hears').map(({ note }) => note)).toEqual(['OK', 'null', 'OK']);
  });

  it('delivers a question whose asker has died', async () => {
    const counts: NodeProgram = async ({ redis, record }) => record('counts', { token: await redis.incr('n') });
    const faults: Fault[] = [{ node: 'a', kind: 'kill', atMs: 0, forMs: 1_000 }];
    const { events } = await simulate(1, counts, { nodes: ['a'], durationMs: 2_000, faults });
    expect(events.filter(({ type }) => type === 'counts')).toMatchObject([{ token: 2 }]);
  });

  it('says so when a program ends in an error', async () => {
    const { events } = await simulate(1, async () => Promise.reject(new Error('no')), { nodes: ['a'], durationMs: 10 });
    expect(events).toEqual([{ t: 0, node: 'a', type: 'crashes', note: 'Error: no' }]);
  });
});

describe('shrinking', () => {
  it('leaves the faults a failure needs, as short as they may be', async () => {
    const faults: Fault[] = [
      { node: 'a', kind: 'kill', atMs: 100, forMs: 900 },
      { node: 'b', kind: 'pause', atMs: 200, forMs: 1_600 },
      { node: 'c', kind: 'skew', atMs: 300, forMs: 800, byMs: 5 },
    ];
    const fails = async (tried: readonly Fault[]) =>
      tried.some(({ kind, forMs }) => kind === 'pause' && forMs >= 300) && tried.some(({ kind }) => kind === 'kill');
    expect(await shrinkFaults(faults, fails)).toEqual([
      { node: 'a', kind: 'kill', atMs: 100, forMs: 57 },
      { node: 'b', kind: 'pause', atMs: 200, forMs: 400 },
    ]);
  });
});
