import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currentTest } from './current-test.ts';
import { holdsForAll } from './property.ts';
import { Timeline } from './timeline.ts';

test('a rule that holds everywhere passes', async () => {
  await holdsForAll(fc.nat(), (world) => expect(world).toBeGreaterThanOrEqual(0));
});

test('a rule that breaks is shown in the smallest world that breaks it, with the story told there', async () => {
  const rule = (jobs: number) => {
    const story = new Timeline({ monotonic: () => 0 });
    story.add(`${jobs} jobs`);
    if (jobs > 41) throw new Error('too many jobs');
  };
  await expect(holdsForAll(fc.nat(), rule)).rejects.toThrow('too many jobs\nthe smallest world that shows it: 42');
  expect(currentTest.smallest).toBe('t=0 42 jobs');
});
