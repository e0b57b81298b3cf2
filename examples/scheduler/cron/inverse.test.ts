import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases } from '../cli/cron/differential/cases.ts';
import { cronSchedule } from './index.ts';

const policies = fc.record({
  gap: fc.constantFrom('shift' as const, 'skip' as const),
  overlap: fc.constantFrom('wildcard' as const, 'both' as const, 'once' as const),
});

test('looking back from a run finds no run after the instant it was looked for from, and the other way round', () => {
  fc.assert(
    fc.property(cases, policies, ({ expression, timeZone, instant }, policy) => {
      const schedule = cronSchedule(expression, { timeZone, ...policy });
      const next = schedule.next(instant);
      if (next === null) {
        expect(schedule.previous(instant)).toBeNull();
        return;
      }
      expect(next).toBeGreaterThan(instant);
      const before = schedule.previous(next) as number;
      expect(before).toBeLessThanOrEqual(instant);
      expect(schedule.next(before)).toBe(next);
      expect(schedule.previous(next + 1)).toBe(next);
    }),
    { numRuns: 800 },
  );
});
