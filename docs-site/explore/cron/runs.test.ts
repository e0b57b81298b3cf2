import { expect, test } from 'vitest';
import { cronSchedule } from '../../../examples/scheduler/cron/index.ts';
import { nextRuns, runsWithin } from './runs.ts';

const berlin = { timeZone: 'Europe/Berlin' };
const told = (expression: string, after: string, count: number) =>
  nextRuns(cronSchedule(expression, berlin), Date.parse(after), count, 'wildcard').map(
    ({ at, change }) => `${new Date(at).toISOString().slice(5, 16)} ${change ?? 'plain'}`,
  );

test('a run whose time was left out is marked as moved', () => {
  expect(told('30 2 * * *', '2026-03-28T00:00Z', 3)).toEqual([
    '03-28T01:30 plain',
    '03-29T01:00 moved',
    '03-30T00:30 plain',
  ]);
});

test('a run at a time that comes twice is marked the second time', () => {
  expect(told('*/30 2 * * *', '2026-10-24T22:00Z', 5)).toEqual([
    '10-25T00:00 plain',
    '10-25T00:30 plain',
    '10-25T01:00 repeated',
    '10-25T01:30 repeated',
    '10-26T01:00 plain',
  ]);
});

test('a schedule that never runs has no next runs', () => {
  expect(told('0 0 31 2 *', '2026-01-01T00:00Z', 3)).toEqual([]);
});

test('counting the runs of a period stops when there are too many to draw', () => {
  const everySecond = cronSchedule('* * * * * *', berlin);
  expect(runsWithin(everySecond, 0, 86_400_000, 100)).toHaveLength(101);
});
