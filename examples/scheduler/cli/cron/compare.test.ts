import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { showComparison } from './compare.ts';
import { compareDialects } from './dialects/compare.ts';

const newYork = { timeZone: 'America/New_York', from: Date.parse('2026-03-07T00:00:00Z'), count: 3 };
const shown = (expression: string) => stripVTControlCharacters(showComparison(compareDialects(expression, newYork)));

describe('a comparison', () => {
  test('has a line for every instant at which somebody runs, and marks those that not all share', () => {
    const lines = shown('30 2 * * *').split('\n');
    expect(lines[1]).toMatch(/^local time +Clockwork +crontab +node-cron +croner +BullMQ$/);
    expect(lines[2]).toMatch(/^Sat 2026-03-07 02:30:00 EST +runs +runs +runs +runs +runs$/);
    expect(lines[3]).toMatch(/^Sun 2026-03-08 03:00:00 EDT +runs +runs +- +runs +- +<- differ$/);
    expect(lines[4]).toMatch(/^Sun 2026-03-08 03:30:00 EDT +- +- +- +- +runs +<- differ$/);
    expect(lines.at(-1)).toBe('They differ.');
  });

  test('says in their own words who refuses, and who never runs', () => {
    expect(shown('0 22-2 * * *')).toContain('crontab refuses it: "22-2" runs over the end of its field');
    expect(shown('0 0 31 2 *')).toContain('croner never runs it.');
  });

  test('says so when all agree', () => {
    expect(shown('0 9 * * MON-FRI').split('\n').at(-1)).toBe('All five agree.');
  });

  test('leaves the clock of the process as it was', () => {
    const clock = globalThis.Date;
    compareDialects('* * * * *', newYork);
    expect(globalThis.Date).toBe(clock);
  });
});
