import { describe, expect, it } from 'vitest';
import * as reference from '../reference-node.ts';
import { judge, type Subject, shrinkSeed, simulateProgram } from './simulate-program.ts';

const SCHEDULES = 1_000;
const using = (strategy: string): Subject => ({ program: reference, strategy });

describe('Level 3’s coordinator in virtual time', () => {
  it(`holds under ${SCHEDULES} fault schedules when it is fenced`, async () => {
    const broken: number[] = [];
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      if ((await judge(using('fenced'), seed)).verdict !== 'valid') broken.push(seed);
    }
    expect(broken).toEqual([]);
  }, 60_000);

  it.each(reference.KNOWN_STRATEGIES.filter((name) => name !== 'fenced'))(
    'breaks under one of the first ten when it is %s',
    async (name) => {
      const verdicts: string[] = [];
      for (let seed = 1; seed <= 10; seed++) verdicts.push((await judge(using(name), seed)).verdict);
      expect(verdicts).toContain('invalid');
    },
  );

  it.each<[string, Subject['program']['runNode'], string]>([
    ['does nothing', async () => {}, 'no slot is lost'],
    [
      'says it writes and does not',
      async ({ record }) => record('writes', { slot: 1_000 }),
      'what is said to be written is in the table',
    ],
    ['crashes', async () => Promise.reject(new Error('no')), 'no slot is lost'],
  ])('is not to be had by a program that %s', async (_, runNode, broken) => {
    const { verdict, violations } = await judge({ program: { runNode }, strategy: '' }, 1, []);
    expect(verdict).toBe('invalid');
    expect(violations.map(({ invariant }) => invariant)).toContain(broken);
  });

  it('replays a seed event by event', async () => {
    const replay = () => simulateProgram(using('lease'), 4711);
    expect(await replay()).toEqual(await replay());
  });

  it('shrinks a seed under which a claimed slot is lost to the one fault that loses it', async () => {
    const { faults, verdict } = await shrinkSeed(using('slot'), 1);
    expect(verdict.verdict).toBe('invalid');
    expect(faults).toHaveLength(1);
  });
});
