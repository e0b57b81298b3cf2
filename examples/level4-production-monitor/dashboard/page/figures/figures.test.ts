import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anExecution } from '../testing.ts';
import { lanesOf } from './lanes.ts';
import { niceCeiling, percentAt, ticks } from './scale.ts';
import { sparkOf } from './spark.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const HOUR = 3_600_000;
const window = { from: noon - HOUR, to: noon + HOUR, now: noon };

describe('a lane of the timeline', () => {
  it('shows what failed even where more succeeded at the same time', () => {
    const slots = ['11:30:00', '11:30:02', '11:30:04'];
    const runs = slots.map((time, at) =>
      anExecution({ slot: `2026-03-02T${time}.000Z`, status: at === 1 ? 'failed' : 'success' }),
    );
    const [lane] = lanesOf(['report'], runs, [], window);
    expect(lane?.bars).toHaveLength(1);
    expect(lane?.bars[0]).toMatchObject({ status: 'failed', count: 3 });
    expect(lane?.past).toEqual({ success: 2, failed: 1 });
  });

  it('is there for a task that has nothing in it, and for one that was removed but ran', () => {
    const lanes = lanesOf(['idle'], [anExecution({ task: 'removed', slot: '2026-03-02T11:30:00.000Z' })], [], window);
    expect(lanes.map(({ task, bars }) => [task, bars.length])).toEqual([
      ['idle', 0],
      ['removed', 1],
    ]);
  });

  it('plans nothing into the past', () => {
    const at = (time: string) => ({ task: 'report', slot: time, startsAt: time });
    const planned = [at('2026-03-02T11:59:00.000Z'), at('2026-03-02T12:10:00.000Z')];
    const [lane] = lanesOf([], [anExecution({ slot: '2026-03-02T11:30:00.000Z' })], planned, window);
    expect(lane).toMatchObject({ planned: 1, nextAt: '2026-03-02T12:10:00.000Z' });
  });

  it('is as long as the run took, up to now for one that goes on', () => {
    const slot = '2026-03-02T11:30:00.000Z';
    const [lane] = lanesOf([], [anExecution({ slot, status: 'running', finishedAt: null })], [], window);
    expect(lane?.bars[0]?.left).toBe(25);
    expect(lane?.bars[0]?.width).toBeCloseTo(23, 0);
  });
});

it('an axis ends on a round figure at or above the largest value', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 10 ** 9, noNaN: true }), (value) => {
      const ceiling = niceCeiling(value);
      expect(ceiling).toBeGreaterThanOrEqual(value);
      expect(String(ceiling)).toMatch(/^[125]0*$/);
    }),
  );
});

it('marks stand at full hours of the reader, a few of them', () => {
  const marks = ticks(noon - 24 * HOUR, noon, 5, 5.5 * HOUR);
  expect(marks.length).toBeLessThanOrEqual(5);
  for (const mark of marks) expect((mark + 5.5 * HOUR) % (6 * HOUR)).toBe(0);
});

it('a place in a window never leaves it', () => {
  expect([noon - 2 * HOUR, noon, noon + 2 * HOUR].map((at) => percentAt(at, window.from, window.to))).toEqual([
    0, 50, 100,
  ]);
});

it('a trend is drawn of successes alone, and not of a single one', () => {
  const run = (status: 'success' | 'failed', durationMs: number) => ({
    id: `${durationMs}`,
    status,
    slot: '',
    durationMs,
  });
  expect(sparkOf([run('success', 40), run('failed', 1)])).toBeNull();
  expect(sparkOf([run('success', 40), run('failed', 1), run('success', 80)])).toEqual({
    points: '0.0,95.0 100.0,5.0',
    latest: 80,
    least: 40,
    most: 80,
  });
});
