import { expect, test } from 'vitest';
import { currentTest } from './current-test.ts';
import { Timeline } from './timeline.ts';

const clock = { now: 5_000, monotonic: () => clock.now };

test('a timeline counts from its own beginning', () => {
  clock.now = 5_000;
  const story = new Timeline(clock);
  story.add('A acquires');
  clock.now += 5_000;
  story.add('lease ends');
  expect(String(story)).toBe('t=0 A acquires · t=5000 lease ends');
});

test('a long timeline loses its middle, for the last event is where it went wrong', () => {
  const story = new Timeline(clock);
  for (let index = 1; index <= 100; index++) story.add(`event ${index}`);
  const text = String(story);
  expect(text).toMatch(/^t=0 event 1 · .*event 3 · … 87 more … · /);
  expect(text).toMatch(/event 100$/);
  expect(text.split(' · ')).toHaveLength(14);
});

test('the timeline made last is the one a failing test shows', () => {
  const story = new Timeline(clock);
  expect(currentTest.timeline).toBe(story);
});
