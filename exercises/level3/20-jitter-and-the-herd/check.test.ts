import { check, expect, fc, holdsForAll, task, test } from '#kit';

const HOUR_MS = 60 * 60 * 1_000;
const MINUTE_MS = 60 * 1_000;
const tenants = (count: number) => Array.from({ length: count }, (_, index) => `tenant-${index + 1}`);

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'An offset', () => {
    const names = tenants(1_000);
    /** The first name for which something is wrong, in words; one `expect` a name would be a thousand. */
    const firstOf = (isWrong: (offset: number, name: string) => boolean, spreadMs: number) => {
      const offsetOf = (name: string) => subject.offsetFor(name, spreadMs);
      const name = names.find((each) => isWrong(offsetOf(each), each));
      return name === undefined ? 'none' : `${name}, with ${offsetOf(name)} of ${spreadMs}`;
    };

    test('one name gets the same offset each time it is asked for', () => {
      const other = (offset: number, name: string) => subject.offsetFor(name, HOUR_MS) !== offset;
      expect(firstOf(other, HOUR_MS), 'a name that gets another offset when asked for again').toBe('none');
    });

    test('no run comes before its slot', () => {
      expect(
        firstOf((offset) => !(offset >= 0), HOUR_MS),
        'a name whose offset is below 0',
      ).toBe('none');
    });

    test('every offset is less than the spread', () => {
      for (const spreadMs of [1, 2, 10, MINUTE_MS]) {
        const beyond = firstOf((offset) => !(offset < spreadMs), spreadMs);
        expect(beyond, 'a name whose offset is not less than the spread').toBe('none');
      }
    });

    test('offsets are whole milliseconds', () => {
      const broken = firstOf((offset) => !Number.isInteger(offset), MINUTE_MS);
      expect(broken, 'a name whose offset is no whole number').toBe('none');
    });

    test('names that are nearly alike do not run at the same moment', () => {
      const ten = names.slice(0, 10).map((name) => subject.offsetFor(name, HOUR_MS));
      expect(new Set(ten).size, 'different offsets among ten tenants').toBe(10);
    });

    test('a thousand tenants fill the hour evenly', () => {
      const perMinute = Array.from({ length: 60 }, () => 0);
      for (const name of names) {
        const minute = Math.floor(subject.offsetFor(name, HOUR_MS) / MINUTE_MS);
        perMinute[minute] = (perMinute[minute] ?? 0) + 1;
      }
      const busiest = 'runs in the busiest minute; an even share is 17';
      expect(Math.max(...perMinute), busiest).toBeLessThanOrEqual(45);
      expect(perMinute.filter((runs) => runs === 0).length, 'minutes without any run').toBeLessThanOrEqual(3);
    });
  });

  task(2, 'The next run', () => {
    const worlds = fc
      .record({ after: fc.integer({ min: 0, max: 100_000 }), periodMs: fc.integer({ min: 1, max: 5_000 }) })
      .chain(({ after, periodMs }) =>
        fc.record({
          after: fc.constant(after),
          periodMs: fc.constant(periodMs),
          offsetMs: fc.integer({ min: 0, max: periodMs - 1 }),
        }),
      );

    test('a run that is now is not the next one', async () => {
      await holdsForAll(worlds, ({ after, periodMs, offsetMs }) => {
        const run = subject.nextRun(after, periodMs, offsetMs);
        expect(subject.nextRun(run, periodMs, offsetMs), `the run after the one at ${run}`).toBeGreaterThan(run);
      });
    });

    test('a run comes at its offset after a slot', async () => {
      await holdsForAll(worlds, ({ after, periodMs, offsetMs }) => {
        const late = subject.nextRun(after, periodMs, offsetMs) % periodMs;
        expect(late, 'how long after its slot the run comes').toBe(offsetMs);
      });
    });

    test('no run is left out', async () => {
      await holdsForAll(worlds, ({ after, periodMs, offsetMs }) => {
        const run = subject.nextRun(after, periodMs, offsetMs);
        expect(run, `the run after ${after}, one period later at most`).toBeLessThanOrEqual(after + periodMs);
      });
    });

    test('without an offset the run comes at the slot', () => {
      expect(subject.nextRun(1_234, 1_000, 0), 'the run after 1234, every 1000').toBe(2_000);
    });
  });

  task(3, 'Room enough', () => {
    test('there is room for all of them at the rate asked for', () => {
      expect(subject.spreadFor(600, 10, HOUR_MS), '600 jobs at 10 a second').toBeGreaterThanOrEqual(60_000);
    });

    test('the spread is no longer than needed', () => {
      expect(subject.spreadFor(600, 10, HOUR_MS), '600 jobs at 10 a second').toBeLessThanOrEqual(60_000);
    });

    test('part of a millisecond counts as a whole one', () => {
      expect(subject.spreadFor(7, 3, HOUR_MS), '7 jobs at 3 a second, which take 2333.3 ms').toBe(2_334);
    });

    test('the spread ends with the period', () => {
      expect(subject.spreadFor(100_000, 10, HOUR_MS), '100,000 jobs at 10 a second, every hour').toBe(HOUR_MS);
    });
  });
});
