import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgo, formatCountdown, formatDuration, formatInstant, formatUtc, plural } from './format.ts';
import { readDuration, writeDuration } from './forms/field.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');

describe('a duration', () => {
  it.each([
    [null, '–'],
    [0, '0 ms'],
    [40.4, '40 ms'],
    [1_000, '1 s'],
    [1_240, '1.2 s'],
    [12_400, '12 s'],
    [59_700, '1 min'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [187_200_000, '2 d 4 h'],
  ])('of %s ms reads %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it('that was written for a form is read as the same duration', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 10 }), (ms) => readDuration(writeDuration(ms)) === ms));
  });
});

describe('an instant', () => {
  it('is shown in the zone of the reader, with the day when it is not today', () => {
    expect(formatInstant('2026-03-02T23:30:00Z', noon, 'UTC')).toBe('23:30:00');
    expect(formatInstant('2026-03-02T23:30:00Z', noon, 'Asia/Tokyo')).toBe('03 Mar 2026, 08:30:00');
  });

  it('says UTC where it is UTC', () => {
    expect(formatUtc('2026-03-02T23:30:00.123Z')).toBe('2026-03-02 23:30:00 UTC');
  });

  it('counts down until it is due', () => {
    expect(formatCountdown('2026-03-02T12:00:20.500Z', noon)).toBe('in 21 s');
    expect(formatCountdown('2026-03-02T12:00:00Z', noon)).toBe('due');
    expect(formatCountdown(null, noon)).toBe('–');
  });

  it('tells how long ago it was', () => {
    expect(formatAgo('2026-03-02T11:59:59Z', noon)).toBe('just now');
    expect(formatAgo('2026-03-02T10:55:00Z', noon)).toBe('1 h 5 min ago');
    expect(formatAgo(null, noon)).toBe('never');
  });
});

it('one is one, and more are more', () => {
  expect([plural(1, 'run'), plural(1_200, 'run')]).toEqual(['1 run', '1,200 runs']);
});
