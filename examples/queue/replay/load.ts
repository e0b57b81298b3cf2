import type { ScheduledRun } from '../history/stream.ts';
import { enabledEntries, type ScheduleTable, withJitter } from '../schedule/table.ts';
import { type QueueLoad, simulateQueue } from '../simulation/queue.ts';

/**
 * What the same day would have done to the queue with its starts spread: every run that really happened, as long as it
 * really took, moved by its schedule's offset.
 */
export function loadBeforeAndAfter(
  table: ScheduleTable,
  history: readonly ScheduledRun[],
  { jitterMs, workers }: { jitterMs: number; workers: number },
): { before: QueueLoad; after: QueueLoad } {
  const planned = new Map(enabledEntries(table).map(({ name, offsetMs }) => [name, offsetMs]));
  const spread = new Map(enabledEntries(withJitter(table, jitterMs)).map(({ name, offsetMs }) => [name, offsetMs]));
  const load = (shift: (schedule: string) => number) =>
    simulateQueue(
      history.map(({ schedule, slot, durationMs }) => ({ at: slot + shift(schedule), serviceMs: durationMs })),
      workers,
    );
  return {
    before: load(() => 0),
    after: load((schedule) => (spread.get(schedule) ?? 0) - (planned.get(schedule) ?? 0)),
  };
}
