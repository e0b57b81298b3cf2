import { expect, test } from 'vitest';
import { standingsOf, totalOf } from './standings.ts';

test('each lab has the state the course last saved for it', () => {
  const labs = { 'first-tick': { state: 'passed' }, drift: { state: 'in progress' } } as const;
  expect(standingsOf({ progress: { labs } })).toEqual({ 'first-tick': 'passed', drift: 'in progress' });
});

test('before anything was graded there are none', () => {
  expect(standingsOf(null)).toEqual({});
});

test('labs add up to their points', () => {
  expect(
    totalOf([
      { id: 'a', points: 10 },
      { id: 'b', points: 15 },
    ]),
  ).toEqual({ labs: 2, points: 25 });
});
