import { check, expect, fc, holdsForAll, type JobCounts, Timeline, task, test, VirtualClock } from '#kit';

const NOTHING: JobCounts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0, 'waiting-children': 0 };
const limits = { high: 100, low: 20 };

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'The backlog', () => {
    for (const [state, why] of [
      ['waiting', 'jobs that wait count'],
      ['active', 'jobs at work count: they are not done'],
      ['delayed', 'jobs that wait for their next try count'],
      ['waiting-children', 'jobs that wait for others count'],
    ] as const) {
      test(why, () => {
        expect(subject.backlogOf({ ...NOTHING, [state]: 7 }), `the backlog of 7 jobs that are ${state}`).toBe(7);
      });
    }

    test('what has ended does not count', () => {
      expect(subject.backlogOf({ ...NOTHING, completed: 5_000, failed: 30 }), 'the backlog of ended jobs').toBe(0);
    });

    test('states are added up', async () => {
      await holdsForAll(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), ([waiting, delayed, active]) => {
        const sum = waiting + delayed + active;
        expect(subject.backlogOf({ ...NOTHING, waiting, delayed, active }), 'the backlog').toBe(sum);
      });
    });
  });

  task(2, 'Two limits', () => {
    test('from the high limit on work is held back', () => {
      expect(subject.holdBack(false, 99, limits), 'at 99 of 100').toBe(false);
      expect(subject.holdBack(false, 100, limits), 'at 100 of 100').toBe(true);
      expect(subject.holdBack(false, 5_000, limits), 'at 5,000 of 100').toBe(true);
    });

    test('held back it stays until the backlog has fallen to the low limit', () => {
      expect(subject.holdBack(true, 99, limits), 'held back, at 99 on the way down').toBe(true);
      expect(subject.holdBack(true, 21, limits), 'held back, at 21 with a low limit of 20').toBe(true);
      expect(subject.holdBack(true, 20, limits), 'held back, at 20 with a low limit of 20').toBe(false);
      expect(subject.holdBack(true, 0, limits), 'held back, with nothing left').toBe(false);
    });

    test('a backlog between the limits changes nothing, however often one looks', async () => {
      await holdsForAll(fc.tuple(fc.boolean(), fc.array(fc.integer({ min: 21, max: 99 }))), ([before, backlogs]) => {
        const after = backlogs.reduce((holding, backlog) => subject.holdBack(holding, backlog, limits), before);
        expect(after, `whether it is held back, after ${before} and looks at ${backlogs}`).toBe(before);
      });
    });
  });

  task(3, 'The valve', () => {
    const at = (waiting: number): JobCounts => ({ ...NOTHING, waiting });

    test('a lane that can wait is paused at the high limit and resumed at the low one', async () => {
      const { lane, paused, look } = world();
      const lanes = [lane('reports')];
      const valve = new subject.Valve(lanes, limits);
      await look(valve, at(50));
      expect([...paused], 'paused lanes at 50').toEqual([]);
      await look(valve, at(150));
      expect([...paused], 'paused lanes at 150').toEqual(['reports']);
      await look(valve, at(60));
      expect([...paused], 'paused lanes at 60, on the way down').toEqual(['reports']);
      await look(valve, at(10));
      expect([...paused], 'paused lanes at 10').toEqual([]);
    });

    test('critical lanes are never touched', async () => {
      const { lane, told, look } = world();
      const valve = new subject.Valve([lane('payments', { critical: true }), lane('reports')], limits);
      for (const backlog of [150, 10, 200, 5]) await look(valve, at(backlog));
      expect(
        told.filter((what) => what.endsWith('payments')),
        'what the critical lane was told',
      ).toEqual([]);
    });

    test('every lane that can wait is held back', async () => {
      const { lane, paused, look } = world();
      const valve = new subject.Valve([lane('reports'), lane('exports'), lane('backups')], limits);
      await look(valve, at(150));
      expect([...paused].sort(), 'paused lanes').toEqual(['backups', 'exports', 'reports']);
    });

    test('the whole backlog counts, not only what waits', async () => {
      const { lane, paused, look } = world();
      const valve = new subject.Valve([lane('reports')], limits);
      await look(valve, { ...NOTHING, waiting: 40, delayed: 50, active: 20 });
      expect([...paused], 'paused lanes with 40 waiting, 50 delayed and 20 active, of 100').toEqual(['reports']);
    });

    test('a lane that somebody else has paused is not resumed', async () => {
      const { lane, paused, told, look, story } = world();
      const reports = lane('reports');
      story.add('an operator pauses reports');
      paused.add('reports');
      const valve = new subject.Valve([reports], limits);
      for (const backlog of [10, 15, 5]) await look(valve, at(backlog));
      expect([...paused], 'paused lanes, the backlog never having been high').toEqual(['reports']);
      expect(told, 'what the lane was told').toEqual([]);
    });

    test('a lane is told once, not at each look', async () => {
      const { lane, told, look } = world();
      const valve = new subject.Valve([lane('reports')], limits);
      for (const backlog of [150, 160, 170, 90, 10, 5, 0]) await look(valve, at(backlog));
      expect(told, 'what the lane was told').toEqual(['pause reports', 'resume reports']);
    });

    test('a lane that cannot be reached holds up no other', async () => {
      const { lane, paused, look } = world();
      const valve = new subject.Valve([lane('reports', { away: { times: 9 } }), lane('exports')], limits);
      await look(valve, at(150));
      expect([...paused], 'paused lanes, reports being out of reach').toEqual(['exports']);
    });

    test('a lane that could not be reached is told again at the next look', async () => {
      const { lane, paused, look } = world();
      const valve = new subject.Valve([lane('reports', { away: { times: 1 } })], limits);
      await look(valve, at(150));
      await look(valve, at(150));
      expect([...paused], 'paused lanes at the second look').toEqual(['reports']);
    });

    test('two valves do not know of each other', async () => {
      const { lane, paused, look } = world();
      const [first, second] = [new subject.Valve([lane('a')], limits), new subject.Valve([lane('b')], limits)];
      await look(first, at(150));
      await look(second, at(50));
      expect([...paused], 'paused lanes, only the first having seen a high backlog').toEqual(['a']);
    });
  });
});

function world() {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const paused = new Set<string>();
  const told: string[] = [];
  const lane = (name: string, { critical = false, away = { times: 0 } } = {}) => {
    const tell = (what: 'pause' | 'resume') => async () => {
      story.add(`${what} ${name}`);
      told.push(`${what} ${name}`);
      if (away.times-- > 0) throw new Error(`${name} cannot be reached`);
      if (what === 'pause') paused.add(name);
      else paused.delete(name);
    };
    return { name, critical, pause: tell('pause'), resume: tell('resume') };
  };
  const look = async (valve: { look(counts: JobCounts): Promise<void> }, counts: JobCounts) => {
    await clock.advance(1_000);
    story.add(`a look: ${counts.waiting} waiting`);
    await valve.look(counts);
  };
  return { story, lane, paused, told, look };
}
