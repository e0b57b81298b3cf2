import { afterEach, expect, test } from 'vitest';
import { beginTest, currentTest } from './current-test.ts';
import { loopGuard, RanTooLong } from './loop-guard.ts';

afterEach(() => beginTest(Number.POSITIVE_INFINITY));

test('a loop whose time is up is stopped, and that is noticed even when the loop catches it', () => {
  beginTest(0);
  let caught: unknown;
  for (let turn = 0; turn < 1_000 && !caught; turn++) {
    try {
      loopGuard();
    } catch (error) {
      caught = error;
    }
  }
  expect(caught).toBeInstanceOf(RanTooLong);
  expect(currentTest.ranTooLong).toBe(true);
});

test('what a busy machine takes for itself does not count as the loop’s time', () => {
  beginTest(1_000);
  currentTest.lookedAt -= 60_000;
  for (let turn = 0; turn < 1_000; turn++) loopGuard();
  expect(currentTest.ranTooLong).toBe(false);
});

test('a loop with time left goes on', () => {
  beginTest(60_000);
  for (let turn = 0; turn < 1_000; turn++) loopGuard();
  expect(currentTest.ranTooLong).toBe(false);
});
