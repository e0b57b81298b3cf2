import { describe, expect, it } from 'vitest';
import { compare, type DayJob } from './comparison.ts';
import { allowedNow } from './degradation.ts';
import { findGaps, inPieces } from './gap-patrol.ts';
import { jittered } from './jitter.ts';
import { defaultSlowing, slowing } from './lag-slowing.ts';
import { isMarketOpen, newYork, nextOpen, sessionSlot } from './market-session.ts';
import { isOffPeak, offPeakStart } from './off-peak.ts';
import { admit, deferred } from './tenants.ts';

const at = Date.parse;

describe('jitter', () => {
  it('keeps to its spread and gives every node the same answer', () => {
    const slots = Array.from({ length: 50 }, (_, index) => jittered(`job-${index}`, 0, 60_000, 3_600_000));
    expect(Math.max(...slots)).toBeLessThan(60_000);
    expect(new Set(slots).size).toBeGreaterThan(45);
    expect(jittered('job-1', 0, 60_000, 3_600_000)).toBe(slots[1]);
  });
});

describe('an off-peak window', () => {
  const night = { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' };

  it('may reach over midnight, and ends where it says', () => {
    expect(isOffPeak(at('2026-11-23T23:30:00+01:00'), night)).toBe(true);
    expect(isOffPeak(at('2026-11-23T05:59:00+01:00'), night)).toBe(true);
    expect(isOffPeak(at('2026-11-23T06:00:00+01:00'), night)).toBe(false);
  });

  it('puts work off until it opens, and lets it in at once when it is open', () => {
    expect(offPeakStart(at('2026-11-23T12:00:00+01:00'), night)).toBe(at('2026-11-23T22:00:00+01:00'));
    expect(offPeakStart(at('2026-11-23T22:00:30+01:00'), night)).toBe(at('2026-11-23T22:00:30+01:00'));
  });
});

describe('a market session', () => {
  it('opens with the bell and closes with it', () => {
    expect(isMarketOpen(at('2026-11-23T09:29:59-05:00'), newYork)).toBe(false);
    expect(isMarketOpen(at('2026-11-23T09:30:00-05:00'), newYork)).toBe(true);
    expect(isMarketOpen(at('2026-11-23T15:59:59-05:00'), newYork)).toBe(true);
    expect(isMarketOpen(at('2026-11-23T16:00:00-05:00'), newYork)).toBe(false);
  });

  it('stays shut on a holiday and shuts early on the day after', () => {
    expect(isMarketOpen(at('2026-11-26T12:00:00-05:00'), newYork)).toBe(false);
    expect(isMarketOpen(at('2026-11-27T12:59:00-05:00'), newYork)).toBe(true);
    expect(isMarketOpen(at('2026-11-27T13:00:00-05:00'), newYork)).toBe(false);
  });

  it('opens next after a weekend and a holiday, whatever the clocks do', () => {
    expect(nextOpen(at('2026-11-25T20:00:00-05:00'), newYork)).toBe(at('2026-11-27T09:30:00-05:00'));
    expect(nextOpen(at('2027-03-12T20:00:00-05:00'), newYork)).toBe(at('2027-03-15T09:30:00-04:00'));
    expect(sessionSlot(at('2026-11-23T10:00:00-05:00'), newYork)).toBe(at('2026-11-23T10:00:00-05:00'));
  });
});

describe('slowing by lag', () => {
  const calm = { step: 0, changedAt: -60_000 };

  it('slows at the upper limit, recovers at the lower, and leaves alone what lies between', () => {
    expect(slowing(calm, 20_000, 0).step).toBe(1);
    expect(slowing({ step: 1, changedAt: -60_000 }, 10_000, 0).step).toBe(1);
    expect(slowing({ step: 1, changedAt: -60_000 }, 2_000, 0).step).toBe(0);
  });

  it('lets a change settle before the next, and never leaves its steps', () => {
    expect(slowing({ step: 1, changedAt: -1_000 }, 99_000, 0).step).toBe(1);
    expect(slowing({ step: 3, changedAt: -60_000 }, 99_000, 0).step).toBe(defaultSlowing.steps.length - 1);
    expect(slowing(calm, 0, 0)).toBe(calm);
  });
});

describe('degradation', () => {
  const objective = { target: 0.99 };

  it('sheds the optional first, the standard next and the core never', () => {
    expect([...allowedNow({ onTime: 995, total: 1_000 }, objective)]).toEqual(['core', 'standard', 'optional']);
    expect([...allowedNow({ onTime: 975, total: 1_000 }, objective)]).toEqual(['core', 'standard']);
    expect([...allowedNow({ onTime: 0, total: 1_000 }, objective)]).toEqual(['core']);
  });

  it('does not panic before anything was seen', () => {
    expect(allowedNow({ onTime: 0, total: 0 }, objective).size).toBe(3);
  });
});

describe('a quota', () => {
  it('admits a burst, then at the rate of the tier', () => {
    const times = deferred(
      'free',
      Array.from({ length: 5 }, () => ({ at: 0 })),
    ).map((job) => job.at);
    expect(times).toEqual([0, 0, 0, 10_000, 20_000]);
  });

  it('says when to come again', () => {
    expect(admit('free', { permits: 0.5, at: 0 }, 0)).toEqual({ admitted: false, retryAt: 5_000 });
  });

  it('does not save up more than a burst', () => {
    const answer = admit('free', { permits: 0, at: 0 }, 86_400_000);
    expect(answer).toMatchObject({ admitted: true, quota: { permits: 2 } });
  });
});

describe('a comparison', () => {
  it('names what did better on the same day, and why', () => {
    const day: DayJob[] = [1, 2, 3].map((id) => ({ name: `job-${id}`, at: 0, serviceMs: 100, heavy: false }));
    const strategies = { together: () => 0, apart: ({ name }: DayJob) => Number(name.at(-1)) * 100 };
    expect(compare(strategies, day, 1)).toMatchObject({ better: 'apart', because: 'mean wait 0 ms against 100 ms' });
  });
});

describe('a gap patrol', () => {
  const grid = { from: 0, to: 600, stepMs: 100 };

  it('finds what is missing and takes neighbours together', () => {
    expect(findGaps([0, 300], grid)).toEqual([
      { from: 100, to: 300 },
      { from: 400, to: 600 },
    ]);
    expect(findGaps([0, 100, 200, 300, 400, 500], grid)).toEqual([]);
    expect(findGaps([], grid)).toEqual([{ from: 0, to: 600 }]);
  });

  it('does not report a step before the window', () => {
    expect(findGaps([], { from: 50, to: 200, stepMs: 100 })).toEqual([{ from: 100, to: 200 }]);
  });

  it('repairs in pieces that cover the gap exactly', () => {
    expect(inPieces([{ from: 0, to: 250 }], 100)).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 200 },
      { from: 200, to: 250 },
    ]);
  });
});
