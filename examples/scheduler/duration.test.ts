import { expect, it } from 'vitest';
import { durationMs } from './duration.ts';

it.each([
  [250, 250],
  ['250ms', 250],
  ['5s', 5000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
])('%s is %d ms', (words, ms) => {
  expect(durationMs(words)).toBe(ms);
});

it.each([0, -5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '', '5', '5 m', 'm', '1h-3m', '0s'])(
  '%s is refused',
  (value) => {
    expect(() => durationMs(value, 'trigger.ms')).toThrow(expect.objectContaining({ field: 'trigger.ms', value }));
  },
);
