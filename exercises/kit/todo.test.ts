import { expect, test } from 'vitest';
import { beginTest, currentTest } from './current-test.ts';
import { todo } from './todo.ts';

test('a todo says what is left to write, and is noticed even when somebody swallows it', () => {
  beginTest(1_000);
  expect(() => todo('arm the timer')).toThrow('not written yet: arm the timer');
  expect(currentTest.todo).toBe(true);
});

test('the next test knows nothing of it', () => {
  beginTest(1_000);
  expect(currentTest.todo).toBe(false);
});
