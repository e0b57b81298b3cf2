import { expect, test } from 'vitest';
import { sleep } from '../../examples/scheduler/clock/sleep.ts';
import { currentTest } from './current-test.ts';
import { onNodes } from './nodes.ts';

test('what the nodes record is told as a timeline, faults included', async () => {
  const says = async ({ clock, record }: Parameters<Parameters<typeof onNodes>[0][string]>[0]) => {
    await sleep(clock, 100);
    record('says', { note: 'hello' });
  };
  await onNodes({ A: says, B: says }, { faults: [{ node: 'B', kind: 'pause', atMs: 50, forMs: 200 }] });
  expect(`${currentTest.timeline}`).toBe(
    't=50 B is paused · t=100 A says (hello) · t=250 B goes on · t=250 B says (hello)',
  );
});

test('every question takes as long as it is told, each way', async () => {
  const asks = async ({ redis, record }: Parameters<Parameters<typeof onNodes>[0][string]>[0]) => {
    await redis.get('k');
    record('hears');
  };
  expect(await onNodes({ A: asks }, { delayMs: () => 40 })).toEqual([{ t: 80, node: 'A', type: 'hears' }]);
});

test('a program that throws fails the test', async () => {
  const broken = () => Promise.reject(new Error('broken'));
  await expect(onNodes({ A: broken })).rejects.toThrow('broken');
});
