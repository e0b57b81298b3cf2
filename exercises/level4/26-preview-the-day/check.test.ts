import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { Planned, ScheduledJob } from './exercise.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'One job', () => {
    test('the window includes its first instant, and not its last', () => {
      const slots = subject.slotsOf(job(), window('2026-03-02T09:00Z', '2026-03-02T12:00Z'), 100);
      expect(told(slots), 'slots of an hourly job from 09:00 to 12:00').toBe('02 09:00, 02 10:00, 02 11:00');
    });

    test('the slots are those of the job’s own zone', () => {
      const rows = [
        ['UTC', '03 09:00'],
        ['Asia/Kolkata', '03 03:30'],
        ['America/New_York', '02 14:00, 03 14:00'],
      ] as const;
      for (const [timeZone, expected] of rows) {
        const nine = job({ cron: '0 9 * * *', timeZone });
        const slots = subject.slotsOf(nine, window('2026-03-02T12:00Z', '2026-03-03T15:00Z'), 100);
        expect(told(slots), `09:00 in ${timeZone}, told in UTC`).toBe(expected);
      }
    });

    test('nine o’clock stays nine o’clock over a change of the clocks', () => {
      const nine = job({ cron: '0 9 * * *', timeZone: 'Europe/Berlin' });
      const slots = subject.slotsOf(nine, window('2026-03-28T00:00Z', '2026-03-31T00:00Z'), 100);
      expect(told(slots), '09:00 in Berlin, told in UTC').toBe('28 08:00, 29 07:00, 30 07:00');
    });

    test('there are never more than the limit, and those are the first', async () => {
      await holdsForAll(
        fc.nat(30),
        (limit) => {
          const slots = subject.slotsOf(job(), window('2026-03-02T00:00Z', '2026-03-03T00:00Z'), limit);
          expect(slots.length, `slots of 24, with a limit of ${limit}`).toBe(Math.min(24, limit));
          if (limit > 0) expect(told(slots.slice(0, 1)), 'the first of them').toBe('02 00:00');
        },
        { runs: 20 },
      );
    });

    test('a job that is never due has no slots', () => {
      const never = job({ cron: '0 0 31 2 *' });
      expect(subject.slotsOf(never, window('2026-03-02T00:00Z', '2026-03-03T00:00Z'), 5), 'its slots').toEqual([]);
    });
  });

  task(2, 'The day', () => {
    test('all jobs in one list, by time and then by name', () => {
      const jobs = [
        job({ name: 'rates', cron: '30 * * * *' }),
        job({ name: 'import' }),
        job({ name: 'backup', cron: '0 10 * * *' }),
      ];
      const day = subject.preview(jobs, window('2026-03-02T09:00Z', '2026-03-02T11:00Z'), 100);
      expect(list(day), 'the preview').toBe(
        '02 09:00 import, 02 09:30 rates, 02 10:00 backup, 02 10:00 import, 02 10:30 rates',
      );
    });

    test('a paused job is not in it', () => {
      const jobs = [job({ name: 'import', paused: true }), job({ name: 'rates', cron: '30 * * * *' })];
      const day = subject.preview(jobs, window('2026-03-02T09:00Z', '2026-03-02T10:00Z'), 100);
      expect(list(day), 'the preview, with the import paused').toBe('02 09:30 rates');
    });

    test('of too many it is the earliest that are shown', () => {
      const jobs = [job({ name: 'import' }), job({ name: 'rates', cron: '*/10 * * * *' })];
      const day = subject.preview(jobs, window('2026-03-02T09:00Z', '2026-03-03T09:00Z'), 4);
      expect(list(day), 'the first four').toBe('02 09:00 import, 02 09:00 rates, 02 09:10 rates, 02 09:20 rates');
    });

    test('to look ahead runs nothing and moves nothing', () => {
      const story = new Timeline({ monotonic: () => 0 });
      const next = Date.parse('2026-03-02T09:00Z');
      const watched = job({
        nextAt: next,
        run: () => {
          story.add('import runs');
          ran++;
        },
      });
      let ran = 0;
      subject.preview([watched], window('2026-03-02T09:00Z', '2026-03-03T09:00Z'), 100);
      expect(ran, 'runs during the preview').toBe(0);
      expect(watched.nextAt, 'the next run of the real job').toBe(next);
    });

    test('it counts from the window, wherever the scheduler stands', () => {
      const behind = job({ nextAt: Date.parse('2026-03-05T09:00Z') });
      const day = subject.preview([behind], window('2026-03-02T09:00Z', '2026-03-02T10:00Z'), 100);
      expect(list(day), 'the preview of 2 March, when the next run is on the 5th').toBe('02 09:00 import');
    });
  });

  task(3, 'The herd', () => {
    test('the fullest minute is the one with most slots, seconds aside', () => {
      const planned = plan(0, 10_000, MINUTE, MINUTE + 1, MINUTE + 59_999, 2 * MINUTE);
      expect(subject.fullestMinute(planned), 'of 2, 3 and 1 slots').toEqual({ minute: MINUTE, slots: 3 });
    });

    test('of several it is the first, whatever the order of the list', () => {
      const planned = plan(3 * HOUR, HOUR, HOUR, 3 * HOUR);
      expect(subject.fullestMinute(planned), 'two slots at 03:00, two at 01:00').toEqual({ minute: HOUR, slots: 2 });
    });

    test('an empty preview has none', () => {
      expect(subject.fullestMinute([]), 'of nothing').toBe(null);
    });
  });
});

/** An hourly job. */
function job(changes: Partial<ScheduledJob> = {}): ScheduledJob {
  return { name: 'import', cron: '0 * * * *', timeZone: 'UTC', paused: false, nextAt: null, run() {}, ...changes };
}

function window(from: string, until: string) {
  return { from: Date.parse(from), until: Date.parse(until) };
}

function plan(...slots: number[]): Planned[] {
  return slots.map((slot) => ({ job: 'import', slot }));
}

/** Day and time, in UTC. */
function told(slots: readonly number[]): string {
  return slots.map((slot) => new Date(slot).toISOString().slice(8, 16).replace('T', ' ')).join(', ');
}

function list(planned: readonly Planned[]): string {
  return planned.map(({ job, slot }) => `${told([slot])} ${job}`).join(', ');
}
