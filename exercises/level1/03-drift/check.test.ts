import { check, expect, fc, holdsForAll, sleep, Timeline, task, test, VirtualClock } from '#kit';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'The next slot', () => {
    test('the next slot is later than now, even when now is a slot', () => {
      expect(subject.nextSlot(1000, 100, 1300), 'nextSlot(1000, 100, 1300)').toBe(1400);
    });

    test('every slot lies a whole number of periods after the start', () =>
      holdsForAll(moments, ({ start, period, now }) => {
        const slot = subject.nextSlot(start, period, now);
        expect((slot - start) % period, `(slot − start) % period, for a slot at ${slot}`).toBe(0);
      }));

    test('no slot is left out', () =>
      holdsForAll(moments, ({ start, period, now }) => {
        const slot = subject.nextSlot(start, period, now);
        expect(slot - now, `the wait for a slot at ${slot}`).toBeLessThanOrEqual(period);
      }));
  });

  task(2, 'Fixed rate', () => {
    test('a job that takes time does not push back the next run', async () => {
      const { clock, runs, busyFor } = world();
      subject.fixedRate(clock, 100, busyFor(30));
      await clock.advance(570);
      expect(runs, 'starts of a job that takes 30 ms').toEqual([100, 200, 300, 400, 500]);
    });

    test('one late run does not make the next ones late', async () => {
      const { clock, runs, busyFor, blocked } = world();
      subject.fixedRate(clock, 100, busyFor(0));
      await clock.advance(250);
      blocked(80);
      await clock.advance(170);
      expect(runs, 'starts around a loop that is busy from t=250 to t=330').toEqual([100, 200, 330, 400, 500]);
    });

    test('slots missed while the loop was busy are run once, not in a burst', async () => {
      const { clock, runs, busyFor, blocked } = world();
      subject.fixedRate(clock, 100, busyFor(0));
      await clock.advance(250);
      blocked(400);
      await clock.advance(100);
      expect(runs, 'starts around a loop that is busy from t=250 to t=650').toEqual([100, 200, 650, 700]);
    });

    test('a period that is no whole number of milliseconds gains no runs', async () => {
      const { clock, runs, busyFor } = world();
      subject.fixedRate(clock, 12.5, busyFor(0));
      await clock.advance(1_000);
      expect(runs.length, 'runs in one second at 80 a second').toBeLessThanOrEqual(80);
    });

    test('a period that is no whole number of milliseconds loses no runs', async () => {
      const { clock, runs, busyFor } = world();
      subject.fixedRate(clock, 12.5, busyFor(0));
      await clock.advance(1_001);
      expect(runs.length, 'runs in one second at 80 a second').toBeGreaterThanOrEqual(80);
    });

    test('setting the wall clock moves no slot', async () => {
      const { clock, runs, busyFor, story } = world();
      subject.fixedRate(clock, 100, busyFor(0));
      await clock.advance(250);
      clock.jump(-12_345);
      story.add('the wall clock is set back by 12345 ms');
      await clock.advance(250);
      expect(runs, 'starts').toEqual([100, 200, 300, 400, 500]);
    });
  });

  task(3, 'Fixed delay', () => {
    test('the pause begins when the run has ended', async () => {
      const { clock, runs, story } = world();
      const job = async () => {
        runs.push(clock.monotonic());
        story.add('run starts');
        await sleep(clock, 250);
        story.add('run ends');
      };
      subject.fixedDelay(clock, 100, job, () => {});
      await clock.advance(900);
      expect(runs, 'starts of a job that takes 250 ms, with pauses of 100 ms').toEqual([100, 450, 800]);
    });

    test('after a run that failed the next one comes as usual', async () => {
      const { clock, runs, story } = world();
      const job = async () => {
        runs.push(clock.monotonic());
        story.add('run rejects');
        throw new Error('the meter did not answer');
      };
      subject.fixedDelay(clock, 100, job, () => {});
      await clock.advance(300);
      expect(runs, 'starts of a job that rejects each time').toEqual([100, 200, 300]);
    });

    test('a failure is told, not swallowed', async () => {
      const { clock, story } = world();
      const failure = new Error('the meter did not answer');
      const told: unknown[] = [];
      const job = async () => {
        story.add('run rejects');
        throw failure;
      };
      subject.fixedDelay(clock, 100, job, (error) => told.push(error));
      await clock.advance(100);
      expect(told, 'errors given to onError after one failed run').toEqual([failure]);
    });
  });
});

const moments = fc.record({
  start: fc.integer({ min: 0, max: 1_000 }),
  period: fc.integer({ min: 2, max: 100 }),
  now: fc.integer({ min: 1_000, max: 10_000 }),
});

/** A clock at zero, and jobs that note when they start and how long they keep the loop busy. */
function world() {
  const clock = new VirtualClock({ limit: 20_000 });
  const story = new Timeline(clock);
  const runs: number[] = [];
  const busyFor = (ms: number) => () => {
    runs.push(clock.monotonic());
    story.add('run');
    clock.block(ms);
  };
  const blocked = (ms: number) => {
    story.add(`something keeps the loop busy for ${ms} ms`);
    clock.block(ms);
  };
  return { clock, story, runs, busyFor, blocked };
}
