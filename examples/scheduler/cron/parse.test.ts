import { describe, expect, test } from 'vitest';
import { CronError, type FieldName, parseCron } from './index.ts';

const values = (expression: string, field: FieldName) => parseCron(expression)[field].values;

describe('a field', () => {
  test.each([
    ['5 * * * *', 'minute', [5]],
    ['5,7,6,5 * * * *', 'minute', [5, 6, 7]],
    ['10-13 * * * *', 'minute', [10, 11, 12, 13]],
    ['*/20 * * * *', 'minute', [0, 20, 40]],
    ['*/45 * * * *', 'minute', [0, 45]],
    ['10-20/5 * * * *', 'minute', [10, 15, 20]],
    ['5/15 * * * *', 'minute', [5, 20, 35, 50]],
    ['0 22-2 * * *', 'hour', [0, 1, 2, 22, 23]],
    ['0 22-4/2 * * *', 'hour', [0, 2, 4, 22]],
    ['0 0 28-3/2 * *', 'dayOfMonth', [1, 3, 28, 30]],
    ['0 0 1 nov-Feb *', 'month', [1, 2, 11, 12]],
    ['0 0 * * FRI-MON', 'dayOfWeek', [0, 1, 5, 6]],
    ['0 0 * * 5-7', 'dayOfWeek', [0, 5, 6]],
    ['0 0 * * 7', 'dayOfWeek', [0]],
    ['0 0 * * 0-7', 'dayOfWeek', [0, 1, 2, 3, 4, 5, 6]],
    ['0 0 * * MON-SUN/2', 'dayOfWeek', [0, 1, 3, 5]],
    ['0 0 * * 1/2', 'dayOfWeek', [1, 3, 5]],
    ['*/15 0 0 1 1 *', 'second', [0, 15, 30, 45]],
  ] as const)('of %j has in its %s the values %j', (expression, field, expected) => {
    expect(values(expression, field)).toEqual(expected);
  });

  test('keeps what depends on the month as data', () => {
    const { dayOfMonth, dayOfWeek } = parseCron('0 0 1,L,L-3,LW,15W * fri#2,7L');
    expect(dayOfMonth.values).toEqual([1]);
    expect(dayOfMonth.items.slice(1)).toEqual([
      { kind: 'last', before: 0 },
      { kind: 'last', before: 3 },
      { kind: 'nearest-weekday', day: 'last' },
      { kind: 'nearest-weekday', day: 15 },
    ]);
    expect(dayOfWeek.items).toEqual([
      { kind: 'nth', weekday: 5, nth: 2 },
      { kind: 'last-of-weekday', weekday: 0 },
    ]);
  });

  test('is unrestricted only as * or ?', () => {
    for (const text of ['*', '?']) expect(parseCron(`0 0 ${text} * 1`).dayOfMonth.unrestricted).toBe(true);
    for (const text of ['*/1', '*/2', '1-31', '*,5']) {
      expect(parseCron(`0 0 ${text} * 1`).dayOfMonth.unrestricted).toBe(false);
    }
  });

  test('knows where it stood', () => {
    expect(parseCron('\t5  4-6\t* * MON ').hour).toMatchObject({ source: '4-6', start: 4, end: 7 });
    expect(parseCron('5 4 * * *').second).toMatchObject({ source: '0', start: 0, end: 0 });
    expect(parseCron('@daily').hour).toMatchObject({ source: '0', start: 0, end: 6 });
  });
});

describe('an expression', () => {
  test('may be a nickname, in any case', () => {
    const sources = (expression: string) => Object.values(parseCron(expression)).map(({ source }) => source);
    expect(sources('@Hourly')).toEqual(['0', '0', '*', '*', '*', '*']);
    expect(sources('@weekly').at(-1)).toBe('0');
    expect(sources('@annually')).toEqual(sources('@yearly'));
  });

  test('parses to plain data', () => {
    const fields = parseCron('*/5 9-17 L * MON#1');
    expect(JSON.parse(JSON.stringify(fields))).toEqual(fields);
  });
});

describe('a bad expression is refused, naming the field, the value and what was expected:', () => {
  test.each([
    ['60 * * * *', 'out-of-range', 'minute', '"60" in the minute field: expected a number from 0 to 59'],
    ['* 5-24 * * *', 'out-of-range', 'hour', '"5-24" in the hour field: expected a number from 0 to 23 for 24'],
    ['* * 0 * *', 'out-of-range', 'dayOfMonth', '"0" in the day-of-month field: expected a number from 1 to 31'],
    [
      '* * 32W * *',
      'out-of-range',
      'dayOfMonth',
      '"32W" in the day-of-month field: expected a number from 1 to 31 for 32',
    ],
    ['* * * * 5#6', 'out-of-range', 'dayOfWeek', '"5#6" in the day-of-week field: expected a number from 1 to 5 for 6'],
    ['*/90 * * * *', 'step', 'minute', '"*/90" in the minute field: expected a step from 1 to 60 after the slash'],
    ['*/0 * * * *', 'step', 'minute', '"*/0" in the minute field: expected a step from 1 to 60 after the slash'],
    [
      '* * * * mon/x',
      'step',
      'dayOfWeek',
      '"mon/x" in the day-of-week field: expected a step from 1 to 7 after the slash',
    ],
    ['@reboot', 'nickname', 'expression', /^"@reboot" as a cron expression: expected one of @yearly/],
    ['* * * *', 'field-count', 'expression', /expected five fields .*, got 4$/],
    ['* * * * * * 2030', 'field-count', 'expression', /got 7$/],
    ['   ', 'field-count', 'expression', /got 0$/],
    ['* * * * L', 'syntax', 'dayOfWeek', /^"L" in the day-of-week field: expected .*FRIL/],
    ['? * * * *', 'syntax', 'minute', /^"\?" in the minute field/],
    ['1,,2 * * * *', 'syntax', 'minute', /^"" in the minute field/],
    ['1-2-3 * * * *', 'syntax', 'minute', /^"1-2-3" in the minute field/],
    ['*/2/3 * * * *', 'syntax', 'minute', /^"\*\/2\/3" in the minute field/],
    ['-1 * * * *', 'syntax', 'minute', /^"-1" in the minute field/],
    ['1.5 * * * *', 'syntax', 'minute', /^"1.5" in the minute field/],
    ['* * * MAI *', 'syntax', 'month', /^"MAI" in the month field: expected .*JAN to DEC/],
    ['* * * JANUARY *', 'syntax', 'month', /^"JANUARY" in the month field/],
    [`${'1,'.repeat(200)}x * * * *`, 'syntax', 'minute', /^"x" in the minute field/],
    [null, 'syntax', 'expression', 'null as a cron expression: expected text'],
  ])('%j', (expression, code, field, message) => {
    const parse = () => parseCron(expression as string);
    expect(parse).toThrow(CronError);
    expect(parse).toThrow(expect.objectContaining({ code, field }));
    expect(parse).toThrow(message);
  });

  test('a very long value is shown by its beginning', () => {
    expect(() => parseCron('*'.repeat(10_000))).toThrow(/^"\*{60}…" as a cron expression/);
  });
});
