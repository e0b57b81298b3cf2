import { Cron } from 'croner';
import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { Trigger, Weekday } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'A time of day', () => {
    test('every minute of the day is read', async () => {
      await holdsForAll(fc.integer({ min: 0, max: 1_439 }), (minutes) => {
        const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
        const text = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(subject.timeOfDay(text), `"${text}"`).toEqual({ hour, minute });
      });
      expect(subject.timeOfDay('9:30'), '"9:30", with a single digit').toEqual({ hour: 9, minute: 30 });
    });

    test('a time that no clock shows is refused', () => {
      for (const text of ['24:00', '12:60', '99:99']) {
        expect(() => subject.timeOfDay(text), `"${text}"`).toThrow(text);
      }
    });

    test('what is no time of day is refused', () => {
      for (const text of ['9', '9h30', '09:3', '09:30pm', '-1:00', '9:30:15', ':30', 'noon']) {
        expect(() => subject.timeOfDay(text), `"${text}"`).toThrow(text);
      }
    });
  });

  task(2, 'Words', () => {
    test('a sentence without words is due every minute', () => {
      expect(runsOf(new subject.Frequency(), 2), 'its first runs').toEqual([
        'Thu 2026-01-01 00:01',
        'Thu 2026-01-01 00:02',
      ]);
    });

    test('an hourly job runs at its minute of every hour', () => {
      const sentence = new subject.Frequency().hourlyAt(17);
      expect(runsOf(sentence, 2), 'its first runs').toEqual(['Thu 2026-01-01 00:17', 'Thu 2026-01-01 01:17']);
    });

    test('a daily job runs once a day, at its time', () => {
      const sentence = new subject.Frequency().at('09:30');
      expect(runsOf(sentence, 2), 'its first runs').toEqual(['Thu 2026-01-01 09:30', 'Fri 2026-01-02 09:30']);
    });

    test('a job runs twice a day, and not in between', () => {
      const sentence = new subject.Frequency().twiceDaily(1, 13);
      expect(runsOf(sentence, 3), 'its first runs').toEqual([
        'Thu 2026-01-01 01:00',
        'Thu 2026-01-01 13:00',
        'Fri 2026-01-02 01:00',
      ]);
    });

    test('the two hours of a day may be named in either order', () => {
      const sentence = new subject.Frequency().twiceDaily(20, 8);
      expect(runsOf(sentence, 3), 'its first runs').toEqual([
        'Thu 2026-01-01 08:00',
        'Thu 2026-01-01 20:00',
        'Fri 2026-01-02 08:00',
      ]);
    });

    test('a weekly job runs on the day that is named', () => {
      for (const [index, day] of WEEKDAYS.entries()) {
        const [first, second] = runsOf(new subject.Frequency().weeklyOn(day, '08:00'), 2);
        expect(first, `the first run of weeklyOn('${day}', '08:00') in 2026`).toBe(WEEK_FROM_SUNDAY[index]);
        expect(second?.slice(0, 3), 'the weekday of the second').toBe(first?.slice(0, 3));
      }
    });

    test('a day that is named without a time begins at midnight, once', () => {
      const weekly = new subject.Frequency().weeklyOn('monday');
      expect(runsOf(weekly, 2), 'its first runs').toEqual(['Mon 2026-01-05 00:00', 'Mon 2026-01-12 00:00']);
      const monthly = new subject.Frequency().monthlyOn(15);
      expect(runsOf(monthly, 2), 'its first runs').toEqual(['Thu 2026-01-15 00:00', 'Sun 2026-02-15 00:00']);
    });

    test('the last day of a month is its last, in February too', () => {
      const sentence = new subject.Frequency().lastDayOfMonth('17:00');
      expect(runsOf(sentence, 4), 'its first runs').toEqual([
        'Sat 2026-01-31 17:00',
        'Sat 2026-02-28 17:00',
        'Tue 2026-03-31 17:00',
        'Thu 2026-04-30 17:00',
      ]);
    });

    test('a quarter begins with January, April, July and October, year after year', () => {
      const sentence = new subject.Frequency().quarterly('06:00');
      expect(runsOf(sentence, 6), 'its first runs').toEqual([
        'Thu 2026-01-01 06:00',
        'Wed 2026-04-01 06:00',
        'Wed 2026-07-01 06:00',
        'Thu 2026-10-01 06:00',
        'Fri 2027-01-01 06:00',
        'Thu 2027-04-01 06:00',
      ]);
    });

    test('runs are as many minutes apart as was said, over the end of an hour too', async () => {
      await holdsForAll(
        fc.integer({ min: 1, max: 200 }),
        (n) => {
          const runs = instantsOf(new subject.Frequency().everyMinutes(n), 15);
          const gaps = new Set(runs.slice(1).map((run, index) => (run - (runs[index] ?? 0)) / 60_000));
          expect([...gaps], `minutes between the runs of everyMinutes(${n})`).toEqual([n]);
        },
        { runs: 50 },
      );
    });

    test('words combine, in any order', () => {
      const expected = ['Fri 2026-01-02 09:00', 'Mon 2026-01-05 09:00', 'Tue 2026-01-06 09:00'];
      expect(runsOf(new subject.Frequency().weekdays().at('09:00'), 4).slice(1), "weekdays().at('09:00')").toEqual(
        expected,
      );
      expect(runsOf(new subject.Frequency().at('09:00').weekdays(), 4).slice(1), "at('09:00').weekdays()").toEqual(
        expected,
      );
    });

    test('a sentence says nothing about another one', () => {
      const one = new subject.Frequency().at('09:00');
      const other = new subject.Frequency().hourlyAt(5);
      expect(runsOf(one, 1), 'the first, when the second was written').toEqual(['Thu 2026-01-01 09:00']);
      expect(runsOf(other, 1), 'the second').toEqual(['Thu 2026-01-01 00:05']);
    });

    test('times are meant in the zone that is named, wherever it is named', () => {
      const expected = ['Thu 2026-01-01 14:00'];
      const zone = 'America/New_York';
      expect(runsOf(new subject.Frequency().at('09:00').timezone(zone), 1), 'zone last, in UTC').toEqual(expected);
      expect(runsOf(new subject.Frequency().timezone(zone).at('09:00'), 1), 'zone first, in UTC').toEqual(expected);
    });

    test('what cannot be meant is refused by the word that says it', () => {
      const sentences: Record<string, () => unknown> = {
        'hourlyAt(60)': () => new subject.Frequency().hourlyAt(60),
        'twiceDaily(1, 24)': () => new subject.Frequency().twiceDaily(1, 24),
        'monthlyOn(0)': () => new subject.Frequency().monthlyOn(0),
        'monthlyOn(32)': () => new subject.Frequency().monthlyOn(32),
        'everyMinutes(0)': () => new subject.Frequency().everyMinutes(0),
        'everyMinutes(2.5)': () => new subject.Frequency().everyMinutes(2.5),
        "weeklyOn('funday')": () => new subject.Frequency().weeklyOn('funday' as Weekday),
        "timezone('Mars/Olympus')": () => new subject.Frequency().timezone('Mars/Olympus'),
      };
      for (const [words, write] of Object.entries(sentences)) expect(write, words).toThrow();
    });
  });

  task(3, 'A plan', () => {
    test('a plan has what its sentences say, in order', () => {
      const plan = new subject.Plan();
      plan.job('sync').hourlyAt(15);
      plan.job('digest').at('09:00');
      const jobs = plan.jobs();
      expect(
        jobs.map(({ name }) => name),
        'names, in the order in which the sentences were begun',
      ).toEqual(['sync', 'digest']);
      expect(
        jobs.flatMap((job) => runsOf(job, 1)),
        'the first run of each',
      ).toEqual(['Thu 2026-01-01 00:15', 'Thu 2026-01-01 09:00']);
    });

    test('two jobs of one name are refused', () => {
      const plan = new subject.Plan();
      plan.job('sync').hourlyAt(15);
      plan.job('digest').at('09:00');
      plan.job('sync').hourlyAt(45);
      expect(() => plan.jobs(), 'asking for the jobs of a plan with two called "sync"').toThrow('sync');
    });

    test('one plan knows nothing of another', () => {
      const plan = new subject.Plan();
      plan.job('digest').at('09:00');
      new subject.Plan().job('sync').hourlyAt(15);
      expect(
        plan.jobs().map(({ name }) => name),
        'jobs of the first plan, when a second one was written',
      ).toEqual(['digest']);
    });
  });
});

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const WEEK_FROM_SUNDAY = [
  'Sun 2026-01-04 08:00',
  'Mon 2026-01-05 08:00',
  'Tue 2026-01-06 08:00',
  'Wed 2026-01-07 08:00',
  'Thu 2026-01-01 08:00',
  'Fri 2026-01-02 08:00',
  'Sat 2026-01-03 08:00',
];
/** A Thursday. */
const START = Date.parse('2026-01-01T00:00:00Z');

function instantsOf({ trigger }: { trigger: Trigger }, count: number): number[] {
  const instants =
    trigger.kind === 'every'
      ? Array.from({ length: count }, (_, index) => START + (index + 1) * trigger.ms)
      : new Cron(trigger.expression, { timezone: trigger.timeZone }).nextRuns(count, new Date(START)).map(Number);
  const story = new Timeline({ monotonic: () => 0 });
  story.add(`${JSON.stringify(trigger)} runs ${instants.slice(0, 4).map(inWords).join(', ')}`);
  return instants;
}

/** The first runs of 2026, in UTC. */
function runsOf(sentence: { trigger: Trigger }, count: number): string[] {
  return instantsOf(sentence, count).map(inWords);
}

function inWords(instant: number): string {
  const iso = new Date(instant).toISOString();
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(instant).getUTCDay()];
  return `${day} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
