import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Heap, NOWHERE, type Waiting } from './heap.ts';

interface Item extends Waiting {
  readonly key: number;
}

const items = fc
  .array(fc.integer({ min: -50, max: 50 }))
  .map((keys) => keys.map((key): Item => ({ key, position: NOWHERE })));

it('gives things back in the order of their keys', () => {
  fc.assert(
    fc.property(items, (all) => {
      const heap = new Heap<Item>();
      for (const item of all) heap.push(item, item.key);
      expect(drained(heap)).toEqual(all.map(({ key }) => key).sort((a, b) => a - b));
    }),
  );
});

it('keeps the order when things are taken out of the middle', () => {
  fc.assert(
    fc.property(items, fc.func(fc.boolean()), (all, leaves) => {
      const heap = new Heap<Item>();
      for (const item of all) heap.push(item, item.key);
      const [gone, kept] = [all.filter((item) => leaves(item.key)), all.filter((item) => !leaves(item.key))];
      for (const item of gone) heap.remove(item);
      expect(gone.every(({ position }) => position === NOWHERE)).toBe(true);
      expect(drained(heap)).toEqual(kept.map(({ key }) => key).sort((a, b) => a - b));
    }),
  );
});

it('removing what is not there changes nothing', () => {
  const heap = new Heap<Item>();
  heap.push({ key: 1, position: NOWHERE }, 1);
  heap.remove({ key: 1, position: NOWHERE });
  expect(heap.size).toBe(1);
});

function drained(heap: Heap<Item>): number[] {
  const keys: number[] = [];
  while (heap.size > 0) keys.push(heap.pop()!.key);
  return keys;
}
