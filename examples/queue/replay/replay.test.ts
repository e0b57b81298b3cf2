import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScheduledRun } from '../history/stream.ts';
import { readSchedule, type ScheduleTable } from '../schedule/table.ts';
import { readHistoryFile } from './history-file.ts';
import { loadBeforeAndAfter } from './load.ts';
import { percentiles, replay } from './replay.ts';
import { simulateDay } from './simulated-day.ts';
import { parseWindow, untilNow } from './window.ts';

const whole = readSchedule({});
const onlyAdd: ScheduleTable = {
  ...whole,
  entries: whole.entries.filter(({ name }) => name === 'add_every_30_seconds'),
};
const minutes = { from: 0, to: 120_000 };

function run(slot: number, overrides: Partial<ScheduledRun> = {}): ScheduledRun {
  const base = { schedule: 'add_every_30_seconds', task: 'add', slot, startedAt: slot + 5, durationMs: 20 };
  return { ...base, attempt: 1, outcome: 'success', ...overrides };
}
const accountOf = (...history: ScheduledRun[]) => replay(onlyAdd, history, minutes).accounts[0];

describe('a replay', () => {
  it('finds nothing wrong with a history that keeps to the plan', () => {
    expect(accountOf(run(0), run(30_000), run(60_000), run(90_000))).toMatchObject({
      planned: 4,
      fired: 4,
      missed: 0,
      expired: 0,
      duplicated: 0,
      lateness: { p50: 5, p95: 5, p99: 5, max: 5 },
    });
  });

  it('tells a slot that was dropped from one of which nobody knows anything', () => {
    expect(accountOf(run(0), run(30_000, { outcome: 'expired' }), run(60_000))).toMatchObject({
      fired: 2,
      expired: 1,
      missed: 1,
    });
  });

  it('does not take a retry for a duplicate, nor a run that was handed back', () => {
    const retried = [run(0, { outcome: 'failed' }), run(0, { attempt: 2 })];
    const handedBack = [run(30_000, { outcome: 'handed-back' }), run(30_000)];
    const twice = [run(60_000), run(60_000, { startedAt: 70_000 })];
    expect(accountOf(...retried, ...handedBack, ...twice)).toMatchObject({ fired: 3, duplicated: 1, failed: 1 });
  });

  it('measures lateness to the first start', () => {
    const late = accountOf(run(0, { outcome: 'timeout', startedAt: 100 }), run(0, { attempt: 2, startedAt: 9_000 }));
    expect(late).toMatchObject({ timeouts: 1, lateness: { max: 100 } });
  });

  it('sets aside runs that the plan does not know', () => {
    const { unplanned, accounts } = replay(onlyAdd, [run(7), run(0, { schedule: 'long_gone' })], minutes);
    expect(unplanned).toHaveLength(2);
    expect(accounts[0]?.fired).toBe(0);
  });

  it('gives percentiles that were really seen', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentiles(values)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
    expect(percentiles([])).toBeUndefined();
  });
});

describe('a simulated day', () => {
  const day = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
  const lived = simulateDay(whole, day, { seed: 7, workers: 2 });

  it('is the same for the same seed, and another for another', () => {
    expect(simulateDay(whole, day, { seed: 7, workers: 2 })).toEqual(lived);
    expect(simulateDay(whole, day, { seed: 8, workers: 2 })).not.toEqual(lived);
  });

  it('shows in the replay: missed while no worker was there, some twice, some late', () => {
    const { accounts, unplanned } = replay(whole, lived, day);
    const add = accounts.find(({ schedule }) => schedule === 'add_every_30_seconds');
    expect(add).toMatchObject({ planned: 2_880, missed: 39, expired: 1 });
    expect(accounts.some(({ duplicated }) => duplicated > 0)).toBe(true);
    expect(unplanned).toEqual([]);
  });

  it('would have had a lower peak with its starts spread', () => {
    const { before, after } = loadBeforeAndAfter(whole, lived, { jitterMs: 60_000, workers: 2 });
    expect(after.peakWaiting).toBeLessThan(before.peakWaiting);
  });
});

describe('a history file', () => {
  const write = async (text: string) => {
    const file = join(await mkdtemp(join(tmpdir(), 'clockwork-history-')), 'runs.jsonl');
    await writeFile(file, text);
    return file;
  };

  it('gives back what was written', async () => {
    expect(await readHistoryFile(await write(`${JSON.stringify(run(0))}\n\n`))).toEqual([run(0)]);
  });

  it('is refused by line when a line is not a run', async () => {
    const file = await write(`${JSON.stringify(run(0))}\n{"slot":"soon"}\n`);
    await expect(readHistoryFile(file)).rejects.toThrow(`${file}:2 is not a run`);
  });

  it('is refused by name when it cannot be read', async () => {
    await expect(readHistoryFile('/nowhere/runs.jsonl')).rejects.toThrow(
      '--history /nowhere/runs.jsonl cannot be read',
    );
  });
});

describe('the time looked at', () => {
  const noon = Date.parse('2026-11-21T12:00:00Z');
  const today = parseWindow({ from: '2026-11-21', to: '2026-11-22' });

  it('ends now when it is about what was recorded: a slot to come is not a missed one', () => {
    expect(untilNow(today, noon)).toEqual({ from: today.from, to: noon });
  });

  it('is refused when all of it is still to come, or when it ends before it begins', () => {
    expect(() => untilNow(today, today.from)).toThrow(/--from 2026-11-21T00:00:00.000Z is still to come/);
    expect(() => parseWindow({ from: '2026-11-21', to: '2026-11-20' })).toThrow(/is not after/);
  });
});
