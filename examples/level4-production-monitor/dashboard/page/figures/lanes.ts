import type { ExecutionJson } from '../../../api/schemas.ts';
import type { PlannedJson } from '../state/state.ts';
import { groupBy } from './group.ts';
import { percentAt } from './scale.ts';

export interface Bar {
  readonly left: number;
  readonly width: number;
  readonly status: string;
  readonly count: number;
}

export interface Lane {
  readonly task: string;
  readonly bars: readonly Bar[];
  readonly past: Readonly<Record<string, number>>;
  readonly planned: number;
  readonly nextAt: string | null;
}

export interface Window {
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

/** Columns of a lane. Runs that share one are drawn as one, in the colour of the worst: trouble must not hide behind success. */
const COLUMNS = 240;

const WORST_FIRST = [
  'failed',
  'timeout',
  'abandoned',
  'missed',
  'cancelled',
  'skipped',
  'running',
  'retrying',
  'queued',
  'success',
  'planned',
];

/** One lane per task: what ran, coloured by how it ended, and what is going to. */
export function lanesOf(
  tasks: readonly string[],
  past: readonly ExecutionJson[],
  planned: readonly PlannedJson[],
  window: Window,
): Lane[] {
  const runs = groupBy(past, ({ task }) => task);
  const plans = groupBy(planned, ({ task }) => task);
  const names = [...new Set([...tasks, ...runs.keys()])].toSorted();
  return names.map((task) => lane(task, runs.get(task) ?? [], plans.get(task) ?? [], window));
}

function lane(task: string, all: readonly ExecutionJson[], plans: readonly PlannedJson[], window: Window): Lane {
  const inside = all.filter(({ slot }) => Date.parse(slot) >= window.from && Date.parse(slot) <= window.to);
  const ahead = plans.filter(({ startsAt }) => Date.parse(startsAt) > window.now && Date.parse(startsAt) <= window.to);
  const columns = new Map<number, { status: string; count: number; until: number }>();
  const put = (at: number, until: number, status: string) => {
    const column = columnOf(at, window);
    const there = columns.get(column);
    const worse = !there || WORST_FIRST.indexOf(status) < WORST_FIRST.indexOf(there.status);
    columns.set(column, {
      status: worse ? status : there.status,
      count: (there?.count ?? 0) + 1,
      until: Math.max(until, there?.until ?? 0),
    });
  };
  const counts: Record<string, number> = {};
  for (const run of inside) {
    counts[run.status] = (counts[run.status] ?? 0) + 1;
    const start = Date.parse(run.startedAt ?? run.slot);
    const end = run.finishedAt ? Date.parse(run.finishedAt) : run.status === 'running' ? window.now : start;
    put(start, end, run.status);
  }
  for (const { startsAt } of ahead) put(Date.parse(startsAt), 0, 'planned');
  const bars = [...columns].map(([column, { status, count, until }]) => {
    const left = (column / COLUMNS) * 100;
    const width = Math.max(100 / COLUMNS, percentAt(until, window.from, window.to) - left);
    return { left: round(left), width: round(width * 0.92), status, count };
  });
  return { task, bars, past: counts, planned: ahead.length, nextAt: ahead[0]?.startsAt ?? null };
}

function columnOf(at: number, { from, to }: Window): number {
  return Math.min(COLUMNS - 1, Math.floor((percentAt(at, from, to) / 100) * COLUMNS));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
