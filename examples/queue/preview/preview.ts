import type { ScheduleEntry, ScheduleTable } from '../schedule/table.ts';
import { enabledEntries, withJitter } from '../schedule/table.ts';
import { slotsBetween } from '../schedule/trigger.ts';
import { type QueueLoad, simulateQueue } from '../simulation/queue.ts';

export interface Fire {
  readonly at: number;
  readonly entry: ScheduleEntry;
}

export interface Slice {
  readonly from: number;
  readonly runs: number;
  readonly peakWaiting: number;
}

export interface Preview {
  readonly from: number;
  readonly to: number;
  readonly fires: readonly Fire[];
  /** For each slice of the time shown: how many runs fall due, and how many of them wait at most. */
  readonly slices: readonly Slice[];
  readonly load: QueueLoad;
}

/** As many workers as `npm run queue` has of the kind that computes: what waits does not hold them up. */
export const PREVIEW_WORKERS = 2;

/** What would fire, and what that would mean for the workers. Runs nothing, asks no server. */
export function preview(table: ScheduleTable, { from, to }: { from: number; to: number }, slicesWanted = 24): Preview {
  const fires = enabledEntries(table)
    .flatMap((entry) => [...slotsBetween(entry, from, to)].map((at) => ({ at, entry })))
    .sort((a, b) => a.at - b.at);
  const load = simulateQueue(
    fires.map(({ at, entry }) => ({ at, serviceMs: entry.task.typicalMs })),
    PREVIEW_WORKERS,
  );
  const sliceMs = (to - from) / slicesWanted;
  const slices = Array.from({ length: slicesWanted }, (_, index) => {
    return { from: from + index * sliceMs, runs: 0, peakWaiting: 0 };
  });
  const sliceAt = (at: number) => slices[Math.floor((at - from) / sliceMs)];
  for (const { at } of fires) {
    const slice = sliceAt(at);
    if (slice) slice.runs++;
  }
  for (const { at, waiting } of load.timeline) {
    const slice = sliceAt(at);
    if (slice) slice.peakWaiting = Math.max(slice.peakWaiting, waiting);
  }
  return { from, to, fires, slices, load };
}

/** The same time twice: as the table has it, and spread over `jitterMs`. */
export function previewJitter(table: ScheduleTable, window: { from: number; to: number }, jitterMs: number) {
  return {
    without: preview(withJitter(table, 0), window).load,
    with: preview(withJitter(table, jitterMs), window).load,
  };
}
