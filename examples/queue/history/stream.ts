import type { Redis } from 'ioredis';
import { type Outcome, outcomes, type Run } from '../worker/run.ts';

const KEY = 'clockwork:queue:runs';
/** Weeks of a schedule that ticks every few seconds, in a few megabytes. */
const KEEP = 100_000;

/** A run of a schedule, as replay reads it: what was due when, and what became of it. */
export interface ScheduledRun {
  readonly schedule: string;
  readonly task: string;
  readonly slot: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly attempt: number;
  readonly outcome: Outcome;
}

/** Only runs that a schedule asked for: the others have no plan to be held against. */
export async function recordRun(redis: Redis, run: Run): Promise<void> {
  if (!run.slot) return;
  const { task, startedAt, durationMs, attempt, outcome, slot } = run;
  const line: ScheduledRun = { schedule: slot.schedule, task, slot: slot.at, startedAt, durationMs, attempt, outcome };
  await redis.xadd(KEY, 'MAXLEN', '~', KEEP, '*', 'run', JSON.stringify(line));
}

/**
 * The runs whose slots lie in `from` ≤ slot < `to`. Stream ids are the instants at which runs ended, so the search goes
 * on past `to` by as long as a run may have waited.
 */
export async function readRuns(
  redis: Redis,
  from: number,
  to: number,
  patienceMs = 3_600_000,
): Promise<ScheduledRun[]> {
  const entries = await redis.xrange(KEY, from, to + patienceMs);
  return entries
    .map(([, fields]) => parseRun(fields[1] ?? ''))
    .filter((run) => run !== undefined)
    .filter(({ slot }) => slot >= from && slot < to);
}

/** Undefined for a line that is not a run. */
export function parseRun(text: string): ScheduledRun | undefined {
  try {
    const run = JSON.parse(text) as ScheduledRun;
    const numbers = [run.slot, run.startedAt, run.durationMs, run.attempt];
    const sound = typeof run.schedule === 'string' && numbers.every(Number.isFinite) && outcomes.includes(run.outcome);
    return sound ? run : undefined;
  } catch {
    return undefined;
  }
}
