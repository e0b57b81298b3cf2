import type { JobStatus, RunRecord } from '../../scheduler/index.ts';
import { toTrigger } from '../../scheduler/index.ts';

export type Rule = 'consecutive-failures' | 'stale' | 'missed' | 'overrun' | 'queue-lag';

/** Something that is wrong now. Null for `task` means the monitor as a whole. */
export interface Condition {
  readonly task: string | null;
  readonly rule: Rule;
  readonly message: string;
}

export interface Thresholds {
  /** This many bad ends in a row. */
  readonly failures: number;
  /** No success for this many periods. */
  readonly stalePeriods: number;
  /** A run that takes this many times as long as runs usually take. */
  readonly overrunFactor: number;
  /** A run waiting in a queue for longer than this. */
  readonly queueLagMs: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = Object.freeze({
  failures: 3,
  stalePeriods: 3,
  overrunFactor: 5,
  queueLagMs: 60_000,
});

const BAD_ENDS = new Set(['failed', 'timeout', 'abandoned']);
/** Below this nobody minds how many times longer it took. */
const SHORTEST_OVERRUN_MS = 10_000;
/** Fewer runs than this are no measure of what is usual. */
const FEWEST_FOR_USUAL = 5;

// #region judge
/**
 * What is wrong with a task, judged from its latest runs (newest first). Pure: the same runs at the same instant give
 * the same conditions, so that a restart forgets nothing and a test needs no waiting.
 */
export function taskConditions(
  task: JobStatus,
  runs: readonly RunRecord[],
  now: number,
  thresholds: Thresholds,
): Condition[] {
  if (task.paused) return [];
  const found = [
    // A task that fails every time is stale as well; whoever is paged needs one call for one cause.
    failing(runs, thresholds) ?? stale(task, runs, now, thresholds),
    missed(runs),
    overrun(runs, now, thresholds),
    lagging(runs, now, thresholds),
  ];
  return found.flatMap((condition) => (condition ? [{ task: task.name, ...condition }] : []));
}
// #endregion judge

type Finding = Omit<Condition, 'task'> | undefined;

function failing(runs: readonly RunRecord[], { failures }: Thresholds): Finding {
  const ends = runs.filter(({ state }) => state === 'success' || BAD_ENDS.has(state));
  const untilSuccess = ends.findIndex(({ state }) => state === 'success');
  const row = untilSuccess < 0 ? ends.length : untilSuccess;
  if (row < failures) return undefined;
  const why = ends[0]?.error?.message ?? ends[0]?.note ?? ends[0]?.state;
  return { rule: 'consecutive-failures', message: `${row} runs in a row did not succeed; the latest: ${why}` };
}

// #region stale
function stale(task: JobStatus, runs: readonly RunRecord[], now: number, { stalePeriods }: Thresholds): Finding {
  const success = runs.find(({ state }) => state === 'success');
  const since = success?.finishedAt ?? runs.at(-1)?.slot;
  const rule = toTrigger(task.trigger);
  if (since === undefined || rule.kind === 'at') return undefined;
  // Periods are counted on the schedule itself: a job of working days is not stale on a Monday morning.
  let slot: number | null = since;
  for (let period = 0; slot !== null && period < stalePeriods; period++) slot = rule.next(slot);
  if (slot === null || now <= slot + task.options.graceMs) return undefined;
  const last = success ? `the last success was at ${new Date(since).toISOString()}` : 'it has never succeeded';
  return { rule: 'stale', message: `no success for ${stalePeriods} periods; ${last}` };
}
// #endregion stale

function missed(runs: readonly RunRecord[]): Finding {
  const scheduled = runs.filter(({ cause }) => cause === 'schedule');
  const met = scheduled.findIndex(({ state }) => state !== 'missed');
  const count = met < 0 ? scheduled.length : met;
  if (count === 0) return undefined;
  const slot = new Date(scheduled[0]!.slot).toISOString();
  return { rule: 'missed', message: `${count} ${count === 1 ? 'slot was' : 'slots were'} missed, the latest ${slot}` };
}

function overrun(runs: readonly RunRecord[], now: number, { overrunFactor }: Thresholds): Finding {
  const running = runs.find(({ state }) => state === 'running');
  const usual = median(runs.filter(({ state }) => state === 'success').map(({ durationMs }) => durationMs ?? 0));
  if (!running?.startedAt || usual === undefined) return undefined;
  const took = now - running.startedAt;
  if (took < Math.max(SHORTEST_OVERRUN_MS, usual * overrunFactor)) return undefined;
  return { rule: 'overrun', message: `running for ${seconds(took)}; it usually takes ${seconds(usual)}` };
}

function lagging(runs: readonly RunRecord[], now: number, { queueLagMs }: Thresholds): Finding {
  const oldest = runs.filter(({ state }) => state === 'queued').at(-1);
  if (!oldest || now - oldest.slot <= queueLagMs) return undefined;
  return { rule: 'queue-lag', message: `a run has been waiting for ${seconds(now - oldest.slot)}` };
}

function median(values: readonly number[]): number | undefined {
  if (values.length < FEWEST_FOR_USUAL) return undefined;
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1_000)} s`;
}
