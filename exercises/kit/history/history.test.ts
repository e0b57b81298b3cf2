import { describe, expect, it } from 'vitest';
import type { HistoryEvent, Invariant } from './index.ts';
import { atMostN, checkHistory, formatTimeline, formatVerdict, noneLost, noStaleWrites, oncePerSlot } from './index.ts';

const at = (t: number, node: string, type: string, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  t,
  node,
  type,
  ...more,
});
const whole = (...events: HistoryEvent[]) => ({ events, complete: true });
const slot = 1_000;

describe('a history', () => {
  it('in which a slot is written twice is invalid, and the timeline shows how both came by it', () => {
    const history = whole(
      at(1_000, 'A', 'acquires', { slot }),
      at(1_100, 'C', 'leaves', { slot }),
      at(1_900, 'B', 'acquires', { slot }),
      at(2_000, 'B', 'writes', { slot }),
      at(2_100, 'A', 'writes', { slot }),
    );
    const { verdict, violations } = checkHistory(history, [oncePerSlot()]);
    expect(verdict).toBe('invalid');
    expect(formatTimeline(violations[0]?.timeline ?? [])).toBe(
      't=1000 A acquires (slot 1000) · t=1900 B acquires (slot 1000) · t=2000 B writes (slot 1000) · t=2100 A writes (slot 1000) ✗',
    );
  });

  it('in which every slot is written once is valid', () => {
    const history = whole(
      at(1_000, 'A', 'comes to', { slot }),
      at(1_400, 'A', 'writes', { slot }),
      at(9_000, 'A', 'ends'),
    );
    expect(checkHistory(history, [oncePerSlot(), noneLost({ settleMs: 2_000 })]).verdict).toBe('valid');
  });

  it('in which a slot is never written is invalid once it had time to be', () => {
    const due = at(1_000, 'A', 'comes to', { slot });
    const rule = [noneLost({ settleMs: 2_000 })];
    expect(checkHistory(whole(due, at(2_900, 'B', 'ends')), rule).verdict).toBe('valid');
    expect(checkHistory(whole(due, at(3_000, 'B', 'ends')), rule).verdict).toBe('invalid');
  });

  it('that breaks off cannot say that a slot was lost: unknown', () => {
    const events = [at(1_000, 'A', 'comes to', { slot }), at(9_000, 'B', 'ends')];
    const { verdict, doubts } = checkHistory({ events, complete: false }, [noneLost({ settleMs: 2_000 })]);
    expect(verdict).toBe('unknown');
    expect(doubts[0]).toMatch(/breaks off/);
  });

  it('that breaks off is invalid all the same if what there is of it breaks a rule', () => {
    const events = [at(1, 'A', 'writes', { slot }), at(2, 'B', 'writes', { slot })];
    expect(checkHistory({ events, complete: false }, [oncePerSlot()]).verdict).toBe('invalid');
  });

  it('that is empty, or runs backward, is unknown', () => {
    expect(checkHistory(whole(), [oncePerSlot()]).verdict).toBe('unknown');
    expect(checkHistory(whole(at(5, 'A', 'writes'), at(4, 'A', 'writes')), [oncePerSlot()]).verdict).toBe('unknown');
  });

  it('that takes longer to check than there is time for is unknown', () => {
    const history = whole(at(1, 'A', 'writes', { slot }), at(2, 'A', 'ends'));
    expect(checkHistory(history, [oncePerSlot()], { outOfTime: () => true })).toMatchObject({
      verdict: 'unknown',
      doubts: [expect.stringMatching(/ran out of time/)],
    });
  });

  it('in which the overtaken holder still writes is invalid', () => {
    const history = whole(
      at(0, 'A', 'acquires', { slot, token: 1 }),
      at(5_001, 'B', 'takes over', { slot, token: 2 }),
      at(5_200, 'A', 'writes', { slot, token: 1 }),
    );
    expect(formatVerdict(checkHistory(history, [noStaleWrites()]))).toBe(
      'invalid\n  whoever was overtaken no longer writes: t=0 A acquires (slot 1000, token 1) · ' +
        't=5001 B takes over (slot 1000, token 2) · t=5200 A writes (slot 1000, token 1) ✗',
    );
  });

  it('in which more hold than may is invalid, and a killed holder holds nothing', () => {
    const rule: Invariant[] = [atMostN({ n: 1 })];
    const acquires = [at(1, 'A', 'acquires'), at(3, 'B', 'acquires')];
    expect(checkHistory(whole(...acquires), rule).violations).toMatchObject([{ timeline: acquires }]);
    const [first, second] = acquires as [HistoryEvent, HistoryEvent];
    expect(checkHistory(whole(first, at(2, 'A', 'is killed'), second), rule).verdict).toBe('valid');
  });
});
