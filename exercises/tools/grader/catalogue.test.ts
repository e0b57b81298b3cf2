import { describe, expect, test } from 'vitest';
import { ROOT, selectLab, selectLabs } from './catalogue.ts';
import { paperLab } from './testing.ts';

const catalogue = ['level1/01-first-tick', 'level1/05-next-fire', 'level3/12-lease'].map((name) => paperLab(name));
const idsOf = (word: string) => selectLabs(catalogue, word).map(({ lab }) => lab.id);

describe('Picking labs by a word', () => {
  test.each([
    'next-fire',
    '05',
    '5',
    '05-next-fire',
    'level1/05-next-fire',
    'exercises/level1/05-next-fire/',
    'level1\\05-next-fire',
    `${ROOT}/exercises/level1/05-next-fire`,
  ])('understands %s', (word) => {
    expect(idsOf(word)).toEqual(['next-fire']);
  });

  test('takes a level for all of its labs', () => {
    expect(idsOf('level1')).toEqual(['first-tick', 'next-fire']);
  });

  test('answers a misspelling with the nearest names', () => {
    expect(() => idsOf('nxt-fire')).toThrow('There is no lab "nxt-fire". The nearest: next-fire');
  });

  test('answers a level that is none with those there are, and a number with the first and the last', () => {
    expect(() => idsOf('level9')).toThrow('There is no lab "level9". The nearest: level1, level3');
    expect(() => idsOf('99')).toThrow('There is no lab "99". They are numbered 01 to 12.');
  });

  test('does not guess which lab of a level is meant', () => {
    expect(() => selectLab(catalogue, 'level1')).toThrow('"level1" picks 2 labs; name one of them.');
  });
});
