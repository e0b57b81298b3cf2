import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, cron, describeTrigger, every, sameTrigger, type Trigger, toTrigger } from './index.ts';

const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const expressions = ['* * * * *', '*/7 9-17 * * 1-5', '30 2 * * *', '0 0 29 2 *', '0 12 L * *', '15 10,22 1-7 * 1'];

const triggers: fc.Arbitrary<Trigger> = fc.oneof(
  fc
    .record({ ms: fc.integer({ min: 1, max: 10 ** 9 }), anchor: instant })
    .map(({ ms, anchor }) => every(ms, { anchor })),
  instant.map((date) => at(date)),
  fc
    .record({
      expression: fc.constantFrom(...expressions),
      timeZone: fc.constantFrom(...zones),
      gap: fc.constantFrom('shift' as const, 'skip' as const),
      overlap: fc.constantFrom('wildcard' as const, 'both' as const, 'once' as const),
    })
    .map(({ expression, ...options }) => cron(expression, options)),
);

describe('every trigger', () => {
  it('answers strictly later, strictly earlier, and the same when asked again', () => {
    fc.assert(
      fc.property(triggers, instant, (trigger, moment) => {
        const [next, previous] = [trigger.next(moment), trigger.previous(moment)];
        if (next !== null) expect(next).toBeGreaterThan(moment);
        if (previous !== null) expect(previous).toBeLessThan(moment);
        expect([trigger.next(moment), trigger.previous(moment)]).toEqual([next, previous]);
      }),
    );
  });

  it('looks back on what it looked forward to, with nothing in between', () => {
    fc.assert(
      fc.property(triggers, instant, (trigger, moment) => {
        const next = trigger.next(moment);
        if (next === null) return;
        expect(trigger.previous(next + 1)).toBe(next);
        expect(trigger.next(next - 1)).toBe(next);
        expect(trigger.previous(next) ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(moment);
      }),
    );
  });

  it('is data: it comes back from JSON with the same answers', () => {
    fc.assert(
      fc.property(triggers, instant, (trigger, moment) => {
        const sent = JSON.parse(JSON.stringify(trigger));
        expect(toTrigger(sent).next(moment)).toBe(trigger.next(moment));
        expect(sameTrigger(sent, trigger)).toBe(true);
      }),
    );
  });
});

it('every keeps to the full period, whenever it is asked', () => {
  const fiveMinutes = every('5m');
  expect(fiveMinutes.next(Date.UTC(2026, 0, 1, 9, 2))).toBe(Date.UTC(2026, 0, 1, 9, 5));
  expect(fiveMinutes.next(Date.UTC(2026, 0, 1, 9, 5))).toBe(Date.UTC(2026, 0, 1, 9, 10));
});

it('at is due once', () => {
  const once = at('2030-06-01T12:00:00Z');
  expect(once.next(0)).toBe(Date.UTC(2030, 5, 1, 12));
  expect(once.next(Date.UTC(2030, 5, 1, 12))).toBeNull();
});

it('jobs with one expression share one trigger', () => {
  expect(cron('0 9 * * *')).toBe(cron('0 9 * * *'));
  expect(cron('0 9 * * *')).not.toBe(cron('0 9 * * *', { timeZone: 'Europe/Berlin' }));
});

it('a trigger says in a few words what it is', () => {
  expect(describeTrigger(every('1m'))).toBe('every 60000 ms');
  expect(describeTrigger(at(0))).toBe('once at 1970-01-01T00:00:00.000Z');
  expect(describeTrigger({ kind: 'cron', expression: '0 9 * * *' })).toBe('0 9 * * * (UTC)');
});

it('data of no known kind is refused by name', () => {
  expect(() => toTrigger({ kind: 'weekly' } as never)).toThrow(
    "trigger.kind is 'weekly': expected 'every', 'cron' or 'at'",
  );
});
