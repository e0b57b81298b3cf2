import { describe, expect, test } from 'vitest';
import { paperLab, paperVerdict } from '../grader/testing.ts';
import { currentLab } from './current.ts';
import { FRESH, labProgress, parseProgress, standingOf, withAttempt, withGrade, withHint } from './progress.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const LATER = new Date('2026-03-02T10:00:00Z');
const entry = paperLab('level1/01-tick');

describe('Progress', () => {
  test('remembers when a lab was first passed, also when it is broken again', () => {
    const passed = withGrade(FRESH, 'tick', 'passed', NOW);
    const again = withGrade(withGrade(passed, 'tick', 'in progress', LATER), 'tick', 'passed', LATER);
    expect(labProgress(again, 'tick')).toMatchObject({ state: 'passed', passedAt: NOW.toISOString() });
  });

  test('counts attempts and keeps the rung of each task', () => {
    const progress = withHint(withAttempt(withAttempt(FRESH, 'tick'), 'tick'), 'tick', 2, 1);
    expect(labProgress(progress, 'tick')).toMatchObject({ attempts: 2, hints: { 2: 1 } });
  });

  test('calls a lab begun once one of its tasks is', () => {
    expect(standingOf(paperVerdict(entry, { One: { a: 'not started' }, Two: { b: 'not started' } }))).toBe(
      'not started',
    );
    expect(standingOf(paperVerdict(entry, { One: { a: 'passed' }, Two: { b: 'not started' } }))).toBe('in progress');
    expect(standingOf(paperVerdict(entry, { One: { a: 'unknown' } }))).toBe('in progress');
  });

  test('can be read back from what it was written as', () => {
    const progress = withHint(withGrade(FRESH, 'tick', 'passed', NOW), 'tick', 1, 3);
    expect(parseProgress(JSON.stringify(progress))).toEqual(progress);
  });

  test.each(['[]', '{"version":2,"labs":{}}', '{"version":1,"labs":{"tick":{"state":"won"}}}', 'null', ''])(
    'is not read from %s',
    (text) => {
      expect(() => parseProgress(text)).toThrow();
    },
  );
});

describe('The lab in hand', () => {
  const catalogue = ['level1/01-a', 'level1/02-b', 'level1/03-c'].map((name) => paperLab(name));

  test('is the first one at the beginning', () => {
    expect(currentLab(catalogue, FRESH).lab.id).toBe('a');
  });

  test('is the one worked on last, while it is not passed', () => {
    const progress = withAttempt(FRESH, 'c');
    expect(currentLab(catalogue, progress).lab.id).toBe('c');
    expect(currentLab(catalogue, withGrade(progress, 'c', 'passed', NOW)).lab.id).toBe('a');
  });
});
