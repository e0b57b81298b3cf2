import type { ScheduledRun } from '../history/stream.ts';
import { enabledEntries, type ScheduleEntry, type ScheduleTable } from '../schedule/table.ts';
import { slotsBetween } from '../schedule/trigger.ts';

/** What became of one schedule in the time looked at. */
export interface ScheduleAccount {
  readonly schedule: string;
  readonly planned: number;
  /** Slots that were begun, however it went. */
  readonly fired: number;
  /** Slots of which nobody knows anything. */
  readonly missed: number;
  /** Slots that came up too late and were dropped. */
  readonly expired: number;
  /** Slots of which the same attempt ran more than once to its end: retries are not duplicates. */
  readonly duplicated: number;
  readonly timeouts: number;
  readonly failed: number;
  /** From the slot to the first start, of those that were begun. */
  readonly lateness: Percentiles | undefined;
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface Replay {
  readonly accounts: readonly ScheduleAccount[];
  /** Runs for instants at which the plan has none: the schedule was another one then. */
  readonly unplanned: readonly ScheduledRun[];
}

/** Holds history against plan. */
export function replay(
  table: ScheduleTable,
  history: readonly ScheduledRun[],
  { from, to }: { from: number; to: number },
): Replay {
  const entries = enabledEntries(table);
  const planned = new Map(entries.map((entry) => [entry.name, new Set(slotsBetween(entry, from, to))]));
  const isPlanned = (run: ScheduledRun) => planned.get(run.schedule)?.has(run.slot) ?? false;
  const within = history.filter(({ slot }) => slot >= from && slot < to);
  const accounts = entries.map((entry) => {
    const own = within.filter((run) => run.schedule === entry.name && isPlanned(run));
    return account(entry, planned.get(entry.name) as Set<number>, own);
  });
  return { accounts, unplanned: within.filter((run) => !isPlanned(run)) };
}

function account({ name }: ScheduleEntry, slots: ReadonlySet<number>, runs: readonly ScheduledRun[]): ScheduleAccount {
  const bySlot = new Map<number, ScheduledRun[]>();
  for (const run of runs) bySlot.set(run.slot, [...(bySlot.get(run.slot) ?? []), run]);
  const groups = [...bySlot.values()];
  const begun = groups.filter((group) => group.some(wasBegun));
  return {
    schedule: name,
    planned: slots.size,
    fired: begun.length,
    missed: slots.size - groups.length,
    expired: groups.length - begun.length,
    duplicated: begun.filter(isDuplicated).length,
    timeouts: runs.filter(({ outcome }) => outcome === 'timeout').length,
    failed: runs.filter(({ outcome }) => outcome === 'failed').length,
    lateness: percentiles(
      begun.map((group) => Math.min(...group.filter(wasBegun).map((run) => run.startedAt)) - (group[0]?.slot ?? 0)),
    ),
  };
}

function wasBegun({ outcome }: ScheduledRun): boolean {
  return outcome !== 'expired';
}

/** A run that was handed back says of itself that it did not end, so the same attempt is rightly made again. */
function isDuplicated(group: readonly ScheduledRun[]): boolean {
  const ended = group.filter(({ outcome }) => outcome !== 'expired' && outcome !== 'handed-back');
  return new Set(ended.map(({ attempt }) => attempt)).size < ended.length;
}

/** The nearest-rank method: every figure is one that was really seen. */
export function percentiles(values: readonly number[]): Percentiles | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
