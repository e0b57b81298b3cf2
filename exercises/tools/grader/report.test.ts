import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { reportLab } from './report.ts';
import { paperLab } from './testing.ts';
import { judgeLab, judgeTask } from './verdict.ts';

const entry = paperLab('level3/12-lease', {
  title: 'The lease',
  wrong: [{ file: 'sure.ts', fails: ['one writer at a time'], belief: 'a lease once held is held' }],
});
const failed = judgeTask('Task 1: Renew', [
  {
    name: 'one writer at a time',
    state: 'failed',
    message: 'A wrote after its lease had ended',
    timeline: 't=0 A acquires · t=5200 A writes',
    seed: 4711,
  },
]);

describe('A report', () => {
  test('says, in this order, task, invariant, what happened, timeline, seed, belief and where help is', () => {
    const text = stripVTControlCharacters(reportLab(entry, judgeLab(entry.lab, 'exercise.ts', [failed])).join('\n'));
    const parts = [
      'Task 1: Renew',
      'one writer at a time',
      'A wrote after its lease had ended',
      't=0 A acquires · t=5200 A writes ✗',
      'seed 4711',
      'You may believe this: a lease once held is held',
      'npm run hint -- lease',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('explains only the first broken invariant of a task, and names the others', () => {
    const task = judgeTask('Task 1', [
      { name: 'first', state: 'failed', message: 'why the first' },
      { name: 'second', state: 'failed', message: 'why the second' },
    ]);
    const text = reportLab(entry, judgeLab(entry.lab, 'exercise.ts', [task])).join('\n');
    expect(text).toContain('why the first');
    expect(text).toContain('second');
    expect(text).not.toContain('why the second');
  });
});
