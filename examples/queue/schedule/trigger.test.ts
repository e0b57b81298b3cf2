import { describe, expect, it } from 'vitest';
import { stableOffset } from './offset.ts';
import { repeatOptions, repeatStrategy } from './repeat.ts';
import { nextSlot, slotsBetween } from './trigger.ts';

const at = (text: string) => Date.parse(`2026-11-21T${text}Z`);
const every30 = { trigger: { everyMs: 30_000 }, offsetMs: 0 };
const atSix = { trigger: { cron: '0 18 * * *', timeZone: 'UTC' }, offsetMs: 0 };

describe('a trigger', () => {
  it('puts intervals on the grid of the epoch, whenever it is asked', () => {
    expect(nextSlot(every30, at('10:00:07'))).toBe(at('10:00:30'));
    expect(nextSlot(every30, at('10:00:29.999'))).toBe(at('10:00:30'));
  });

  it('never gives the instant it was asked about', () => {
    expect(nextSlot(every30, at('10:00:30'))).toBe(at('10:01:00'));
    expect(nextSlot(atSix, at('18:00:00'))).toBe(at('18:00:00') + 86_400_000);
  });

  it('lists a day half open: the first instant counts, the last does not', () => {
    const slots = [...slotsBetween(every30, at('10:00:00'), at('10:02:00'))];
    expect(slots).toEqual([at('10:00:00'), at('10:00:30'), at('10:01:00'), at('10:01:30')]);
  });

  it('shifts every slot by its offset', () => {
    const shifted = { ...atSix, offsetMs: 90_000 };
    expect(nextSlot(shifted, at('18:00:00'))).toBe(at('18:01:30'));
    expect(nextSlot(shifted, at('18:01:30'))).toBe(at('18:01:30') + 86_400_000);
  });
});

describe('what BullMQ is told', () => {
  it('is to start on the grid, not at once', () => {
    expect(repeatOptions(every30, at('10:00:07'))).toEqual({ every: 30_000, startDate: at('10:00:30') });
  });

  it('always names the zone', () => {
    expect(repeatOptions(atSix, 0)).toEqual({ pattern: '0 18 * * *', tz: 'UTC' });
  });

  it('lets the strategy compute the same instants as the plan, offset included', () => {
    const shifted = { trigger: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' }, offsetMs: 90_000 };
    // The night of the clock change, in which 02:30 does not exist.
    const evening = Date.parse('2027-03-27T20:00:00Z');
    const { pattern, tz } = repeatOptions(shifted, evening);
    expect(repeatStrategy(evening, { pattern: pattern as string, tz: tz as string })).toBe(nextSlot(shifted, evening));
  });
});

describe('a stable offset', () => {
  it('is the same for the same name, and differs between names', () => {
    const trigger = { everyMs: 60_000 };
    expect(stableOffset('a', 30_000, trigger)).toBe(stableOffset('a', 30_000, trigger));
    expect(stableOffset('a', 30_000, trigger)).not.toBe(stableOffset('b', 30_000, trigger));
  });

  it('stays below the spread and below the interval', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      expect(stableOffset(name, 3_600_000, { everyMs: 5_000 })).toBeLessThan(5_000);
      expect(stableOffset(name, 10_000, { everyMs: 60_000 })).toBeLessThan(10_000);
    }
    expect(stableOffset('a', 0, { everyMs: 5_000 })).toBe(0);
  });
});
