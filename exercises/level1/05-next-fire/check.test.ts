import { check, expect, fc, holdsForAll, task, test } from '#kit';
import type { Schedule } from './schedule.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'The day', () => {
    test('with neither day field given, every day of the months given will do', () => {
      expect(isOn({}, '2026-06-10'), 'every day: Wednesday, 10 June').toBe(true);
      expect(isOn({ months: [1] }, '2026-01-31'), 'in January: 31 January').toBe(true);
      expect(isOn({ months: [1] }, '2026-02-01'), 'in January: 1 February').toBe(false);
    });

    test('one day field alone has to match', () => {
      expect(isOn({ days: [10] }, '2026-06-10'), 'on the 10th: Wednesday, 10 June').toBe(true);
      expect(isOn({ days: [10] }, '2026-06-11'), 'on the 10th: Thursday, 11 June').toBe(false);
      expect(isOn({ weekdays: [3] }, '2026-06-10'), 'on Wednesdays: Wednesday, 10 June').toBe(true);
      expect(isOn({ weekdays: [3] }, '2026-06-11'), 'on Wednesdays: Thursday, 11 June').toBe(false);
    });

    test('of two day fields either will do', () => {
      const schedule = { days: [1], weekdays: [1] };
      expect(isOn(schedule, '2026-06-01'), 'the 1st or Mondays: Monday, 1 June').toBe(true);
      expect(isOn(schedule, '2026-06-08'), 'the 1st or Mondays: Monday, 8 June').toBe(true);
      expect(isOn(schedule, '2026-07-01'), 'the 1st or Mondays: Wednesday, 1 July').toBe(true);
      expect(isOn(schedule, '2026-07-02'), 'the 1st or Mondays: Thursday, 2 July').toBe(false);
    });

    test('the week begins on Sunday, which is 0', () => {
      expect(isOn({ weekdays: [0] }, '2026-06-07'), 'on Sundays: Sunday, 7 June').toBe(true);
    });
  });

  task(2, 'The next fire', () => {
    test('it is later than the instant given, even when that is a fire itself', () => {
      const daily = { minutes: [0], hours: [9] };
      firesNext('daily at 09:00', daily, '2026-06-10T09:00:00Z', '2026-06-11T09:00:00Z');
    });

    test('it falls on a whole minute', () => {
      firesNext('every minute', {}, '2026-06-10T12:00:30.500Z', '2026-06-10T12:01:00Z');
    });

    test('a later hour begins with its first minute, a later day with its first hour', () => {
      const quarterPastNine = { minutes: [15], hours: [9] };
      firesNext('at 09:15', quarterPastNine, '2026-06-10T08:40:00Z', '2026-06-10T09:15:00Z');
      firesNext('at 09:15', quarterPastNine, '2026-06-10T20:40:00Z', '2026-06-11T09:15:00Z');
    });

    test('a month that lacks the day is passed over', () => {
      const onThe31st = { minutes: [0], hours: [0], days: [31] };
      firesNext('on the 31st', onThe31st, '2026-04-01T00:00:00Z', '2026-05-31T00:00:00Z');
    });

    test('from the 31st, the month that follows is not jumped', () => {
      const inFebruary = { minutes: [0], hours: [0], months: [2] };
      firesNext('in February', inFebruary, '2026-01-31T12:00:00Z', '2026-02-01T00:00:00Z');
    });

    test('a leap day is found, years ahead', () => {
      firesNext('on 29 February', leapDay, '2026-06-10T00:00:00Z', '2028-02-29T00:00:00Z');
    });

    test('a leap day is found across 2100, which is no leap year', () => {
      firesNext('on 29 February', leapDay, '2096-03-01T00:00:00Z', '2104-02-29T00:00:00Z');
    });

    test('for a date that never comes the answer is null, and soon', () => {
      const never = { minutes: [0], hours: [0], days: [31], months: [2] };
      firesNext('on 31 February', never, '2026-06-10T00:00:00Z', 'null');
    });

    test('no minute in between would have matched', () =>
      holdsForAll(
        questions,
        ({ schedule, after }) => {
          const first = firstByLookingAtEveryMinute(schedule, after);
          expect(shown(subject.next(schedule, after)), `the next fire after ${shown(after)}`).toBe(shown(first));
        },
        { runs: 40 },
      ));
  });

  function isOn(schedule: Schedule, day: string): boolean {
    return subject.isOnDay(schedule, Date.parse(`${day}T15:30:00Z`));
  }

  function firesNext(what: string, schedule: Schedule, after: string, expected: string): void {
    expect(shown(subject.next(schedule, Date.parse(after))), `${what}, asked at ${after}`).toBe(expected);
  }
});

const leapDay = { minutes: [0], hours: [0], days: [29], months: [2] };

const someOf = (values: readonly number[]) => fc.subarray([...values], { minLength: 1, maxLength: 3 });

const questions = fc.record({
  schedule: fc.record({
    minutes: someOf([0, 1, 15, 30, 59]),
    hours: someOf([0, 1, 9, 12, 23]),
    weekdays: someOf([0, 1, 2, 3, 4, 5, 6]),
  }),
  after: fc.integer({ min: 0, max: 366 * 24 * 60 }).map((minutes) => Date.UTC(2026, 0, 1) + minutes * 60_000),
});

/** The slow way, which is hard to get wrong. Every schedule asked for fires within a week. */
function firstByLookingAtEveryMinute(
  { minutes, hours, weekdays }: Required<Pick<Schedule, 'minutes' | 'hours' | 'weekdays'>>,
  after: number,
) {
  for (let instant = after + 60_000; ; instant += 60_000) {
    const date = new Date(instant);
    const fits = minutes.includes(date.getUTCMinutes()) && hours.includes(date.getUTCHours());
    if (fits && weekdays.includes(date.getUTCDay())) return instant;
  }
}

function shown(instant: number | null): string {
  return instant === null ? 'null' : new Date(instant).toISOString().replace('.000Z', 'Z');
}
