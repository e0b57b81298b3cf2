import { describe, expect, test } from 'vitest';
import { nextHint, parseHints } from './hints.ts';

const hints = parseHints('## Task 1\n\n1. Nudge.\n2. Idea.\n3. Almost:\n   `code()`\n\n## Task 2\n\n1. Look again.\n');

describe('Hints', () => {
  test('are read task by task, a rung with all of its lines', () => {
    expect(hints.get(1)).toEqual(['Nudge.', 'Idea.', 'Almost:\n`code()`']);
    expect(hints.get(2)).toEqual(['Look again.']);
  });

  test('read the same with the line ends of Windows', () => {
    expect(parseHints('## Task 1\r\n\r\n1. Nudge.\r\n').get(1)).toEqual(['Nudge.']);
  });

  test('go up one rung at a time and stay at the top', () => {
    expect(nextHint(hints, 1, 0)).toMatchObject({ rung: 1, of: 3, text: 'Nudge.', last: false });
    expect(nextHint(hints, 1, 2)).toMatchObject({ rung: 3, last: true });
    expect(nextHint(hints, 1, 3)).toMatchObject({ rung: 3, last: true });
  });

  test('are nothing for a task that has none', () => {
    expect(nextHint(hints, 7, 0)).toBeUndefined();
  });
});
