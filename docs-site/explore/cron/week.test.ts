import { expect, test } from 'vitest';
import { cronSchedule } from '../../../examples/scheduler/cron/index.ts';
import { MANY, weekOf } from './week.ts';

const week = (expression: string, now: string, timeZone = 'Europe/Berlin') =>
  weekOf(cronSchedule(expression, { timeZone }), Date.parse(now));

test('a week is seven days of twenty-four hours, beginning today', () => {
  const days = week('0 * * * *', '2026-06-01T22:30:00Z');
  expect(days.map(({ date }) => date)).toEqual([
    '2026-06-02',
    '2026-06-03',
    '2026-06-04',
    '2026-06-05',
    '2026-06-06',
    '2026-06-07',
    '2026-06-08',
  ]);
  expect(days.every(({ hours }) => hours.length === 24 && hours.every(({ minutes }) => minutes === 60))).toBe(true);
});

test('what is over today does not count', () => {
  const [today, tomorrow] = week('0 * * * *', '2026-06-01T10:30:00Z');
  expect(today?.hours.filter(({ runs }) => runs > 0).map(({ hour }) => hour)[0]).toBe(13);
  expect(tomorrow?.hours.every(({ runs }) => runs === 1)).toBe(true);
});

test('the hour the clocks leave out has no minutes', () => {
  const sunday = week('*/15 * * * *', '2026-03-28T12:00:00Z')[1];
  expect(sunday?.hours[2]).toEqual({ hour: 2, minutes: 0, runs: 0 });
});

test('the hour the clocks show twice has its runs twice', () => {
  const sunday = week('*/15 * * * *', '2026-10-24T12:00:00Z')[1];
  expect(sunday?.hours[2]).toEqual({ hour: 2, minutes: 120, runs: 8 });
});

test('zones off the full hour fill their hours too', () => {
  const days = week('0 * * * *', '2026-06-01T10:30:00Z', 'Asia/Kathmandu');
  expect(days[3]?.hours.every(({ runs, minutes }) => runs === 1 && minutes === 60)).toBe(true);
});

test('a crowded hour is not counted to its end', () => {
  expect(week('* * * * * *', '2026-06-01T10:30:00Z')[1]?.hours[0]?.runs).toBe(MANY);
});
