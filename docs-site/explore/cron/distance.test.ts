import { expect, test } from 'vitest';
import { distance } from './distance.ts';

test.each([
  [0, 'now'],
  [1000, 'in 1 second'],
  [61_000, 'in 1 minute 1 second'],
  [3_600_000, 'in 1 hour'],
  [3_601_000, 'in 1 hour'],
  [7_500_000, 'in 2 hours 5 minutes'],
  [90_000_000, 'in 1 day 1 hour'],
  [40 * 86_400_000 + 3_600_000, 'in 40 days'],
])('%d ms is %s', (ms, words) => {
  expect(distance(ms)).toBe(words);
});
