import { expect, test } from 'vitest';
import type { Lab } from '../../exercises/kit/manifest.ts';
import { listLabs } from './lab-list.ts';

const lab = (id: string): Lab => ({ id, title: id, concepts: ['timer'], needs: [], points: 10, note: 'n', wrong: [] });

test('labs come in the order of their numbers, whatever the order they were found in', () => {
  const labs = listLabs({
    '../../exercises/level2/10-timeout/lab.ts': lab('timeout'),
    '../../exercises/level1/02-the-far-future/lab.ts': lab('the-far-future'),
  });
  expect(labs.map(({ number, level, address }) => `${number} ${level} ${address}`)).toEqual([
    '2 level1 /labs/level1/02-the-far-future',
    '10 level2 /labs/level2/10-timeout',
  ]);
});

test('what a wrong solution believes is not told to who has still to solve the lab', () => {
  expect(listLabs({ 'exercises/level1/01-first-tick/lab.ts': lab('first-tick') })[0]).not.toHaveProperty('wrong');
});
