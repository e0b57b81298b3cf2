import { expect, test } from 'vitest';
import { firstBroken, standingsOf, totalOf, type Verdict } from './live-progress.ts';

test('each lab has the state the course last saved for it', () => {
  const labs = { 'first-tick': { state: 'passed' }, drift: { state: 'in progress' } } as const;
  expect(standingsOf({ progress: { labs } })).toEqual({ 'first-tick': 'passed', drift: 'in progress' });
});

test('labs add up to their points', () => {
  expect(
    totalOf([
      { id: 'a', points: 10 },
      { id: 'b', points: 15 },
    ]),
  ).toEqual({ labs: 2, points: 25 });
});

const verdict = (...states: Verdict['state'][]): Verdict => ({
  lab: 'drift',
  state: 'failed',
  tasks: states.map((state) => ({ title: state, state, tests: [{ name: `${state} test`, state }] })),
});

test('what to mend first is the first test that failed or could not be judged', () => {
  expect(firstBroken(verdict('passed', 'not started', 'unknown', 'failed'))?.name).toBe('unknown test');
});

test('nothing is broken in a lab that passed or was not begun', () => {
  expect(firstBroken(verdict('passed', 'not started'))).toBeUndefined();
});
