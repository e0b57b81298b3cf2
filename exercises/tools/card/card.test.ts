import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { paperLab } from '../grader/testing.ts';
import type { Standing } from '../progress/progress.ts';
import { reportCard } from './card.ts';
import { summarize } from './points.ts';

const standings: Record<string, Standing> = { a: 'passed', b: 'in progress', c: 'not started', d: 'passed' };
const catalogue = ['level1/01-a', 'level1/02-b', 'level1/03-c', 'queue/31-d'].map((name) => paperLab(name));

describe('The report card', () => {
  test('counts labs and points level by level', () => {
    expect(summarize(catalogue, ({ lab }) => standings[lab.id]!)).toEqual([
      { level: 'Level 1', passed: 1, inProgress: 1, notStarted: 1, points: 10, of: 30 },
      { level: 'Queue', passed: 1, inProgress: 0, notStarted: 0, points: 10, of: 10 },
    ]);
  });

  test('ends in what the whole course comes to', () => {
    const lines = reportCard(catalogue, ({ lab }) => standings[lab.id]!).map(stripVTControlCharacters);
    expect(lines.at(-1)).toBe('2 of 4 labs, 20 of 40 points');
  });
});
