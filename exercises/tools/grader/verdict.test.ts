import { describe, expect, test } from 'vitest';
import { paperLab, paperVerdict } from './testing.ts';
import { countTasks, judgeLab } from './verdict.ts';

const lab = paperLab('level1/01-tick', {
  wrong: [
    { file: 'early.ts', fails: ['waits', 'counts'], belief: 'it runs at once' },
    { file: 'late.ts', fails: ['waits'], belief: 'it runs late' },
    { file: 'deaf.ts', fails: ['stops'], belief: 'a stop is a wish' },
  ],
});

describe('A verdict', () => {
  test('is passed only when every test of every task passed', () => {
    expect(paperVerdict(lab, { One: { waits: 'passed' }, Two: { stops: 'passed' } }).state).toBe('passed');
    expect(paperVerdict(lab, { One: { waits: 'passed' }, Two: { stops: 'not started' } }).state).toBe('not started');
  });

  test('is unknown, which is not passed, as soon as one test could not be judged', () => {
    expect(paperVerdict(lab, { One: { waits: 'passed' }, Two: { stops: 'unknown' } }).state).toBe('unknown');
  });

  test('is failed when anything failed, whatever else is in doubt', () => {
    expect(paperVerdict(lab, { One: { waits: 'unknown' }, Two: { stops: 'failed' } }).state).toBe('failed');
  });

  test('is never passed when there was nothing to judge', () => {
    expect(judgeLab(lab.lab, 'exercise.ts', []).state).toBe('not started');
    expect(judgeLab(lab.lab, 'exercise.ts', [], 'the file is empty').state).toBe('failed');
  });
});

describe('A misconception', () => {
  test('is named when just its tests fail', () => {
    const verdict = paperVerdict(lab, { One: { waits: 'failed', counts: 'failed' }, Two: { stops: 'passed' } });
    expect(verdict.misconception).toEqual({ file: 'early.ts', belief: 'it runs at once' });
  });

  test('is not named when another test fails besides', () => {
    const verdict = paperVerdict(lab, { One: { waits: 'failed', counts: 'failed' }, Two: { stops: 'failed' } });
    expect(verdict.misconception).toBeUndefined();
  });

  test('is named from the tasks that were begun', () => {
    const verdict = paperVerdict(lab, { One: { waits: 'failed', counts: 'passed' }, Two: { stops: 'not started' } });
    expect(verdict.misconception?.file).toBe('late.ts');
  });

  test('is not named when two beliefs look the same so far', () => {
    const verdict = paperVerdict(lab, { One: { waits: 'failed' }, Two: { stops: 'not started' } });
    expect(verdict.misconception).toBeUndefined();
  });
});

describe('Counting tasks', () => {
  test('counts what passed and what was tried in vain, and leaves out what nobody began', () => {
    const verdict = paperVerdict(lab, {
      One: { waits: 'passed' },
      Two: { stops: 'unknown' },
      Three: { a: 'not started' },
    });
    expect(countTasks([verdict])).toEqual({ passed: 1, failed: 1 });
  });

  test('counts a file that cannot be graded as a failure', () => {
    expect(countTasks([judgeLab(lab.lab, 'exercise.ts', [], 'it is empty')])).toEqual({ passed: 0, failed: 1 });
  });
});
