import { describe, expect, test } from 'vitest';
import { CronError, type CronOptions, cronSchedule } from './index.ts';

const newYork = { timeZone: 'America/New_York' };
const lordHowe = { timeZone: 'Australia/Lord_Howe' };

function runs(expression: string, from: string, count: number, options: CronOptions = {}): string[] {
  const schedule = cronSchedule(expression, options);
  const found: string[] = [];
  let after: number | null = Date.parse(from);
  while (found.length < count) {
    after = schedule.next(after);
    if (after === null) break;
    found.push(new Date(after).toISOString().replace(/(:00)?\.000Z$/, 'Z'));
  }
  return found;
}

const days = (expression: string, from: string, count: number) =>
  runs(`0 0 ${expression}`, from, count).map((run) => run.slice(0, 10));

describe('the next run', () => {
  test('is strictly later, the previous one strictly earlier', () => {
    const schedule = cronSchedule('0 12 * * *');
    const noon = Date.parse('2026-05-05T12:00:00Z');
    expect(schedule.next(noon)).toBe(noon + 86_400_000);
    expect(schedule.previous(noon)).toBe(noon - 86_400_000);
    expect(schedule.next(noon - 1)).toBe(noon);
    expect(schedule.next(noon - 0.5)).toBe(noon);
    expect(schedule.previous(noon + 0.5)).toBe(noon);
  });

  test('works before 1970', () => {
    expect(runs('0 0 29 2 *', '1951-01-01T00:00:00Z', 2)).toEqual(['1952-02-29T00:00Z', '1956-02-29T00:00Z']);
    expect(cronSchedule('30 0 0 * * *').previous(-1)).toBe(Date.parse('1969-12-31T00:00:30Z'));
  });

  test('of 29 February is found in 2028, and over the year 2100, which has none', () => {
    expect(days('29 2 *', '2026-11-21T00:00:00Z', 1)).toEqual(['2028-02-29']);
    expect(days('29 2 *', '2096-03-01T00:00:00Z', 1)).toEqual(['2104-02-29']);
  });

  test('of a fifth Monday in February is found forty years on', () => {
    expect(days('* 2 MON#5', '2072-03-01T00:00:00Z', 1)).toEqual(['2112-02-29']);
  });

  test.each(['0 0 31 2 *', '0 0 30 2 *', '0 0 31 4,6,9,11 *', '0 0 31W 2 *', '0 0 L-30 2,4 *'])(
    'of %s is null: there is no such date',
    (expression) => {
      const schedule = cronSchedule(expression, newYork);
      expect(schedule.next(0)).toBeNull();
      expect(schedule.previous(0)).toBeNull();
    },
  );

  test('does not exist beyond the four-digit years', () => {
    const schedule = cronSchedule('0 0 1 1 *');
    expect(schedule.next(Date.parse('9999-06-01T00:00:00Z'))).toBeNull();
    expect(schedule.next(Number.POSITIVE_INFINITY)).toBeNull();
    expect(schedule.previous(Date.parse('1000-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('days', () => {
  test('when both day fields are restricted either may match, with */2 counting as restricted', () => {
    expect(days('13 * FRI', '2026-11-01T00:00:00Z', 4)).toEqual([
      '2026-11-06',
      '2026-11-13',
      '2026-11-20',
      '2026-11-27',
    ]);
    expect(days('*/10 * SUN', '2026-11-01T00:00:00Z', 4)).toEqual([
      '2026-11-08',
      '2026-11-11',
      '2026-11-15',
      '2026-11-21',
    ]);
  });

  test('when one is * or ? the other decides alone', () => {
    expect(days('? * FRI', '2026-11-01T00:00:00Z', 2)).toEqual(['2026-11-06', '2026-11-13']);
    expect(days('13 * ?', '2026-11-01T00:00:00Z', 2)).toEqual(['2026-11-13', '2026-12-13']);
  });

  test('L, L-n, LW and nW follow the month', () => {
    expect(days('L * *', '2028-02-01T00:00:00Z', 3)).toEqual(['2028-02-29', '2028-03-31', '2028-04-30']);
    expect(days('L-2 * *', '2026-02-01T00:00:00Z', 2)).toEqual(['2026-02-26', '2026-03-29']);
    expect(days('LW * *', '2026-01-01T00:00:00Z', 3)).toEqual(['2026-01-30', '2026-02-27', '2026-03-31']);
    expect(days('15W * *', '2026-01-01T00:00:00Z', 3)).toEqual(['2026-01-15', '2026-02-16', '2026-03-16']);
  });

  test('nW never leaves its month', () => {
    expect(days('1W 8 *', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-08-03']);
    expect(days('31W 5 *', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-05-29']);
  });

  test('d#n and dL pick one weekday of the month', () => {
    expect(days('* * FRI#2', '2026-01-01T00:00:00Z', 2)).toEqual(['2026-01-09', '2026-02-13']);
    expect(days('* * MON#5', '2026-01-01T00:00:00Z', 2)).toEqual(['2026-03-30', '2026-06-29']);
    expect(days('* * 5L', '2026-01-01T00:00:00Z', 2)).toEqual(['2026-01-30', '2026-02-27']);
  });
});

describe('when clocks go forward', () => {
  const before = '2026-03-08T05:00:00Z';

  test('a run inside the gap happens at the first instant after it', () => {
    expect(runs('30 2 * * *', before, 2, newYork)).toEqual(['2026-03-08T07:00Z', '2026-03-09T06:30Z']);
  });

  test('once, however many runs the gap swallowed and whatever was due at that instant', () => {
    expect(runs('*/10 2 * * *', before, 2, newYork)).toEqual(['2026-03-08T07:00Z', '2026-03-09T06:00Z']);
    expect(runs('0,30 2,3 * * *', before, 3, newYork)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-08T07:30Z',
      '2026-03-09T06:00Z',
    ]);
  });

  test('or is skipped, on request', () => {
    expect(runs('30 2 * * *', before, 1, { ...newYork, gap: 'skip' })).toEqual(['2026-03-09T06:30Z']);
  });

  test('a job that goes round the clock simply continues', () => {
    expect(runs('30 * * * *', before, 3, newYork)).toEqual([
      '2026-03-08T05:30Z',
      '2026-03-08T06:30Z',
      '2026-03-08T07:30Z',
    ]);
  });

  test('the half hour of Lord Howe is a gap too', () => {
    expect(runs('15 2 * * *', '2026-10-03T15:00:00Z', 2, lordHowe)).toEqual(['2026-10-03T15:30Z', '2026-10-04T15:15Z']);
  });

  test('a whole day left out is a gap too', () => {
    const apia = { timeZone: 'Pacific/Apia' };
    expect(runs('0 12 * * *', '2011-12-29T12:00:00Z', 3, apia)).toEqual([
      '2011-12-29T22:00Z',
      '2011-12-30T10:00Z',
      '2011-12-30T22:00Z',
    ]);
  });
});

describe('when clocks go back', () => {
  const before = '2026-11-01T04:45:00Z';

  test('a job that names its time runs once, at the first showing', () => {
    expect(runs('30 1 * * *', before, 2, newYork)).toEqual(['2026-11-01T05:30Z', '2026-11-02T06:30Z']);
  });

  test('asked from within the second showing, it has already run', () => {
    expect(runs('30 1 * * *', '2026-11-01T06:10:00Z', 1, newYork)).toEqual(['2026-11-02T06:30Z']);
  });

  test('a wildcard job runs in both hours', () => {
    expect(runs('*/30 * * * *', before, 4, newYork)).toEqual([
      '2026-11-01T05:00Z',
      '2026-11-01T05:30Z',
      '2026-11-01T06:00Z',
      '2026-11-01T06:30Z',
    ]);
    expect(runs('*/30 1 * * *', before, 4, newYork)).toHaveLength(4);
  });

  test('both and once are there on request, for any job', () => {
    expect(runs('30 1 * * *', before, 2, { ...newYork, overlap: 'both' })).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-01T06:30Z',
    ]);
    expect(runs('30 * * * *', before, 2, { ...newYork, overlap: 'once' })).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-01T07:30Z',
    ]);
  });

  test('half an hour comes twice on Lord Howe', () => {
    const from = '2026-04-04T14:00:00Z';
    expect(runs('45 1 * * *', from, 2, lordHowe)).toEqual(['2026-04-04T14:45Z', '2026-04-05T15:15Z']);
    expect(runs('45 * * * *', from, 3, lordHowe)).toEqual([
      '2026-04-04T14:45Z',
      '2026-04-04T15:15Z',
      '2026-04-04T16:15Z',
    ]);
  });
});

describe('a schedule is refused when it is defined', () => {
  test.each([
    [
      { timeZone: 'Mars/Olympus' },
      'timeZone',
      '"Mars/Olympus" as a time zone: expected an IANA name such as Europe/Berlin, or UTC',
    ],
    [{ timeZone: '' }, 'timeZone', /expected an IANA name/],
    [{ timeZone: '+02:00' }, 'timeZone', /expected an IANA name/],
    [{ gap: 'jump' }, 'gap', '"jump" as the gap policy: expected one of shift, skip'],
    [{ overlap: 'twice' }, 'overlap', '"twice" as the overlap policy: expected one of wildcard, both, once'],
  ])('with %j', (options, field, message) => {
    const define = () => cronSchedule('0 0 * * *', options as CronOptions);
    expect(define).toThrow(CronError);
    expect(define).toThrow(expect.objectContaining({ field }));
    expect(define).toThrow(message);
  });

  test('and never searches from something that is not a number', () => {
    expect(() => cronSchedule('* * * * *').next(Number.NaN)).toThrow('NaN as the instant to search after');
    expect(() => cronSchedule('* * * * *').previous('now' as never)).toThrow('"now" as the instant to search before');
  });
});
