import { expect, test } from 'vitest';
import { fakeTimers } from './fake-timers.ts';

test('global timers and the date move when told to, and not before', async () => {
  const time = fakeTimers('2026-03-02T09:00:00Z');
  let fired = '';
  setTimeout(() => {
    fired = new Date().toISOString();
  }, 60_000);
  await time.advance(59_999);
  expect(fired).toBe('');
  expect(time.pending()).toBe(1);
  await time.advance(1);
  expect(fired).toBe('2026-03-02T09:01:00.000Z');
  expect(time.monotonic()).toBe(60_000);
});

test('a jump sets the date, but makes no timer fire and no time pass', async () => {
  const time = fakeTimers('2026-03-02T09:00:00Z');
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 1_000);
  time.jump(3_600_000);
  await time.advance(0);
  expect(new Date(time.now()).toISOString()).toBe('2026-03-02T10:00:00.000Z');
  expect(fired).toBe(false);
  expect(time.monotonic()).toBe(0);
});

test('the next test has its own time back', () => {
  expect(Date.now()).not.toBe(Date.parse('2026-03-02T10:00:00Z'));
});
