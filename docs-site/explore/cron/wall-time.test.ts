import { expect, test } from 'vitest';
import { wallTime } from './wall-time.ts';

const berlin = 'Europe/Berlin';

test('a zone has its own date, time and distance from UTC', () => {
  expect(wallTime(Date.parse('2026-07-01T23:30:00Z'), berlin)).toEqual({
    date: '2026-07-02',
    hour: 1,
    time: '01:30:00',
    offset: 'UTC+02:00',
    repeated: false,
  });
});

test.each([
  ['UTC', 'UTC'],
  ['Asia/Kathmandu', 'UTC+05:45'],
  ['America/St_Johns', 'UTC−03:30'],
])('%s is written %s in winter', (timeZone, offset) => {
  expect(wallTime(Date.parse('2026-01-15T12:00:00Z'), timeZone).offset).toBe(offset);
});

// The clocks go back at 01:00 UTC, from 03:00 to 02:00.
test.each([
  ['00:30', false, 'the first 02:30'],
  ['01:00', true, 'the second 02:00'],
  ['01:30', true, 'the second 02:30'],
  ['02:00', false, '03:00, which happens once'],
])('at %s UTC, repeated is %s: %s', (utc, repeated) => {
  expect(wallTime(Date.parse(`2026-10-25T${utc}:00Z`), berlin).repeated).toBe(repeated);
});

test('nothing is repeated when the clocks go forward', () => {
  expect(wallTime(Date.parse('2026-03-29T01:00:00Z'), berlin).repeated).toBe(false);
});
