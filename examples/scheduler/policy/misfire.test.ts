import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cron, every, type Trigger } from '../trigger/index.ts';
import { type Coalesce, LISTED_LIMIT, type MisfirePolicy, settleBacklog } from './misfire.ts';

const HOUR = 3_600_000;
const hourly = every(HOUR);
const forgiving = (coalesce: Coalesce, part: Partial<MisfirePolicy> = {}) => ({
  graceMs: 100 * HOUR,
  maxCatchUp: 10,
  coalesce,
  ...part,
});
/** In hours since 1970, as the slots of `hourly` are. */
const settled = (cursor: number, now: number, policy: MisfirePolicy) => {
  const { run, missed, next } = settleBacklog(hourly, cursor * HOUR, now * HOUR, policy);
  return { run: run.map(inHours), missed: missed.map(inHours), next: inHours(next!) };
};
const inHours = (ms: number) => ms / HOUR;

describe('a backlog of four hourly slots', () => {
  it('latest: the last one runs, the others are missed', () => {
    expect(settled(0, 4.5, forgiving('latest'))).toEqual({ run: [4], missed: [1, 2, 3], next: 5 });
  });

  it('all: each runs, oldest first', () => {
    expect(settled(0, 4.5, forgiving('all'))).toEqual({ run: [1, 2, 3, 4], missed: [], next: 5 });
  });

  it('all, with a limit: the latest so many', () => {
    expect(settled(0, 4.5, forgiving('all', { maxCatchUp: 2 }))).toEqual({ run: [3, 4], missed: [1, 2], next: 5 });
  });

  it('none: nothing of it runs', () => {
    expect(settled(0, 4.5, forgiving('none'))).toEqual({ run: [], missed: [1, 2, 3, 4], next: 5 });
  });

  it('grace is asked first: what is later is missed, whatever the policy', () => {
    expect(settled(0, 4.5, forgiving('all', { graceMs: 2 * HOUR }))).toEqual({ run: [3, 4], missed: [1, 2], next: 5 });
  });
});

it('a single slot a little late runs under every policy', () => {
  for (const coalesce of ['latest', 'all', 'none'] as const) {
    expect(settled(3, 4.001, forgiving(coalesce, { graceMs: 60_000 }))).toEqual({ run: [4], missed: [], next: 5 });
  }
});

const rules: fc.Arbitrary<Trigger> = fc.oneof(
  fc.integer({ min: 1000, max: 10 * HOUR }).map((ms) => every(ms)),
  fc
    .constantFrom('*/5 * * * *', '30 2 * * *', '0 9 * * 1-5')
    .map((text) => cron(text, { timeZone: 'America/New_York' })),
);
const policies: fc.Arbitrary<MisfirePolicy> = fc.record({
  graceMs: fc.integer({ min: 0, max: 30 * HOUR }),
  coalesce: fc.constantFrom<Coalesce>('latest', 'all', 'none'),
  maxCatchUp: fc.integer({ min: 1, max: 20 }),
});
const spans = fc.record({
  cursor: fc.integer({ min: 0, max: 10 ** 12 }),
  length: fc.integer({ min: 0, max: 100 * HOUR }),
});

describe('whatever the rule, the time and the policy', () => {
  it('every due slot is decided exactly once, and nothing else is', () => {
    fc.assert(
      fc.property(rules, spans, policies, (rule, { cursor, length }, policy) => {
        const now = cursor + length;
        const { run, missed, unlistedUntil, next } = settleBacklog(rule, cursor, now, policy);
        const decided = [...missed, ...run].sort((a, b) => a - b);
        const due: number[] = [];
        for (let slot = rule.next(unlistedUntil ?? cursor); slot !== null && slot <= now; slot = rule.next(slot))
          due.push(slot);
        expect(decided).toEqual(due);
        expect(next).toBe(rule.next(now));
      }),
    );
  });

  it('what runs is within grace and no more than allowed', () => {
    fc.assert(
      fc.property(rules, spans, policies, (rule, { cursor, length }, policy) => {
        const { run } = settleBacklog(rule, cursor, cursor + length, policy);
        expect(run.every((slot) => cursor + length - slot <= policy.graceMs)).toBe(true);
        expect(run.length).toBeLessThanOrEqual(policy.coalesce === 'all' ? policy.maxCatchUp : 1);
        expect(run).toEqual([...run].sort((a, b) => a - b));
      }),
    );
  });

  it('the answer is bounded, however long the backlog', () => {
    const century = 36_525 * 24 * HOUR;
    const { run, missed, unlistedUntil } = settleBacklog(every(1000), 0, century, forgiving('latest'));
    expect(run.length + missed.length).toBe(LISTED_LIMIT);
    expect(unlistedUntil).toBe(century - LISTED_LIMIT * 1000);
  });
});
