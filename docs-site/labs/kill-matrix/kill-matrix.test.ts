import { expect, test } from 'vitest';
import { beliefName, score } from './kill-matrix.ts';

const row = (file: string, ...caughtBy: string[]) => ({ file, belief: '', caughtBy });

test('a wrong solution is caught when some test fails on it', () => {
  const matrix = { lab: 'drift', title: 'Drift', tests: ['a', 'b'], rows: [row('x.ts', 'a', 'b'), row('y.ts')] };
  expect(score([matrix])).toEqual({ wrong: 2, caught: 1 });
});

test('nothing has been scored before the gate has run', () => {
  expect(score([])).toEqual({ wrong: 0, caught: 0 });
});

test('a file is named after what it believes', () => {
  expect(beliefName('get-then-set.ts')).toBe('get then set');
});
