import { expect, it } from 'vitest';
import { difference, type Registered } from './diff.ts';

const schedule = (name: string, fingerprint = 'v1', queue = 'q'): Registered => ({ name, queue, fingerprint });
const names = (list: readonly Registered[]) => list.map(({ name }) => name);

it('adds what is new, changes what differs, removes what is gone and leaves the rest', () => {
  const wanted = [schedule('new'), schedule('changed', 'v2'), schedule('same')];
  const present = [schedule('changed', 'v1'), schedule('same'), schedule('gone')];
  const found = difference(wanted, present);
  expect(names(found.added)).toEqual(['new']);
  expect(names(found.changed)).toEqual(['changed']);
  expect(names(found.unchanged)).toEqual(['same']);
  expect(names(found.removed)).toEqual(['gone']);
});

it('removes a schedule from its old queue when it moved', () => {
  const found = difference([schedule('a', 'v1', 'new')], [schedule('a', 'v1', 'old')]);
  expect(found.added).toHaveLength(1);
  expect(found.removed).toEqual([schedule('a', 'v1', 'old')]);
});

it('has nothing to do the second time', () => {
  const wanted = [schedule('a'), schedule('b')];
  const found = difference(wanted, wanted);
  expect([...found.added, ...found.changed, ...found.removed]).toEqual([]);
});
