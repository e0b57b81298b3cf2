import { describe, expect, it } from 'vitest';
import { readSchedule } from '../schedule/table.ts';
import { previewHtml } from './html.ts';
import { preview, previewJitter } from './preview.ts';
import { previewText } from './text.ts';

const day = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
const schedule = readSchedule({});
const countsOf = (name: string, table = schedule) =>
  preview(table, day).fires.filter(({ entry }) => entry.name === name);

describe('a preview of a Monday', () => {
  it('has every run of every schedule, in order', () => {
    expect(countsOf('add_every_30_seconds')).toHaveLength(2_880);
    expect(countsOf('paper_trading.scheduler_tick')).toHaveLength(17_280);
    expect(countsOf('weekly_report').map(({ at }) => at)).toEqual([Date.parse('2026-11-23T08:00:00Z')]);
    const times = preview(schedule, day).fires.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('leaves out what is switched off', () => {
    const off = readSchedule({ PAPER_TRADING_SCHEDULER_TICK_ENABLED: 'false' });
    expect(countsOf('paper_trading.scheduler_tick', off)).toEqual([]);
  });

  it('puts the reports where their zone has them', () => {
    const berlin = readSchedule({ SCHEDULE_TIME_ZONE: 'Europe/Berlin' });
    expect(countsOf('daily_report', berlin).map(({ at }) => at)).toEqual([Date.parse('2026-11-23T17:00:00Z')]);
  });

  it('counts each run in exactly one slice', () => {
    const { fires, slices } = preview(schedule, day);
    expect(slices.reduce((sum, { runs }) => sum + runs, 0)).toBe(fires.length);
  });

  it('shows that jitter lowers the peak', () => {
    const loads = previewJitter(schedule, day, 60_000);
    expect(loads.with.peakWaiting).toBeLessThan(loads.without.peakWaiting);
    expect(loads.without.peakWaiting).toBeGreaterThan(3);
  });

  it('can be read in a terminal and as a page, in the zone asked for', () => {
    const shown = preview(schedule, day);
    expect(previewText(shown, 'Europe/Berlin')).toContain(
      'from 2026-11-23 01:00:00 to 2026-11-24 01:00:00 (Europe/Berlin)',
    );
    expect(previewHtml(shown, 'UTC')).toContain('<text x="0" y="15">add_every_30_seconds</text>');
  });
});
