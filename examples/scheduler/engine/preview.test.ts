import { expect, it } from 'vitest';
import { cron, every } from '../trigger/index.ts';
import { preview } from './preview.ts';

const from = Date.UTC(2026, 2, 8, 5);
const at = (minutes: number) => from + minutes * 60_000;

it('merges the starts of many jobs into one list, across a clock change', () => {
  const plan = preview(
    [
      { name: 'hourly', trigger: every('1h') },
      { name: 'nightly', trigger: cron('30 2 * * *', { timeZone: 'America/New_York' }) },
    ],
    { from, hours: 3 },
  );
  expect(plan.map(({ job, slot }) => [job, slot])).toEqual([
    ['hourly', at(60)],
    ['nightly', at(120)],
    ['hourly', at(120)],
    ['hourly', at(180)],
  ]);
});

it('shows when a job with jitter really starts, and orders by that', () => {
  const [shaken] = preview([{ name: 'shaken', trigger: every('1h'), jitterMs: 600_000 }], { from, hours: 2 });
  expect(shaken!.slot).toBe(at(60));
  expect(shaken!.startsAt).toBeGreaterThan(at(60));
  expect(shaken!.startsAt).toBeLessThan(at(70));
});

it('ends at its limit, however often a job runs', () => {
  expect(preview([{ name: 'often', trigger: every('1s') }], { from, hours: 24, limit: 50 })).toHaveLength(50);
});

it('leaves out what is paused', () => {
  expect(preview([{ name: 'paused', trigger: every('1s'), paused: true }], { from })).toEqual([]);
});
