import { describe, expect, it } from 'vitest';
import { STRATEGIES, strategyNamed } from '../../../../examples/level3-distributed-coordinator/strategy/index.ts';
import { faultsOf, judge, shrinkSeed, simulateStrategy } from './simulate-strategy.ts';

const SCHEDULES = 1_000;
const named = (name: string) => strategyNamed(name) as NonNullable<ReturnType<typeof strategyNamed>>;

describe('Level 3’s coordinator in virtual time', () => {
  it(`holds under ${SCHEDULES} fault schedules when it is fenced`, async () => {
    const broken: number[] = [];
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      if ((await judge(named('fenced'), seed)).verdict !== 'valid') broken.push(seed);
    }
    expect(broken).toEqual([]);
  }, 60_000);

  it.each(STRATEGIES.filter(({ name }) => name !== 'fenced').map(({ name }) => name))(
    'breaks under one of the first ten when it is %s',
    async (name) => {
      const verdicts: string[] = [];
      for (let seed = 1; seed <= 10; seed++) verdicts.push((await judge(named(name), seed)).verdict);
      expect(verdicts).toContain('invalid');
    },
  );

  it('replays a seed event by event', async () => {
    const replay = () => simulateStrategy(named('lease'), 4711, faultsOf(4711));
    expect(await replay()).toEqual(await replay());
  });

  it('shrinks a seed under which a claimed slot is lost to the one fault that loses it', async () => {
    const { faults, verdict } = await shrinkSeed(named('slot'), 1);
    expect(verdict.verdict).toBe('invalid');
    expect(faults).toHaveLength(1);
  });
});
