/** How a run can end. `missed`: its time passed unseen. `abandoned`: its process ended first. */
export type Outcome = 'success' | 'failed' | 'timeout' | 'missed' | 'skipped' | 'cancelled' | 'abandoned';

/** Where a run stands. `retrying`: waiting between two attempts. */
export type RunState = 'queued' | 'running' | 'retrying' | Outcome;

/** `schedule`: a slot came due. `manual`: somebody asked. */
export type Cause = 'schedule' | 'manual';

export interface RunError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

export interface LogLine {
  readonly at: number;
  readonly message: string;
}

export interface AttemptRecord {
  readonly attempt: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: Outcome;
  readonly error: RunError | null;
}

/** One run as history keeps it: plain data. */
export interface RunRecord {
  /** `job@scheduled-instant`, unique in history. */
  readonly id: string;
  readonly job: string;
  /** The instant the schedule named, not the one at which it started. */
  readonly slot: number;
  readonly cause: Cause;
  readonly state: RunState;
  /** The number of the current or last attempt; 0 when it never started. */
  readonly attempt: number;
  readonly attempts: readonly AttemptRecord[];
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** From the first attempt's start to the last one's end, by a clock that cannot be set back. */
  readonly durationMs: number | null;
  readonly error: RunError | null;
  readonly result: unknown;
  /** Why it was missed, skipped, cancelled or abandoned, in a sentence. */
  readonly note: string | null;
  /** What the handler logged, up to a bound. */
  readonly output: readonly LogLine[];
  /** Which engine ran it, and which life of that engine. */
  readonly node: string;
  readonly instance: string;
}

/** A manual run has its own id, so that it can never take a slot from the schedule. */
export function runId(job: string, slot: number, cause: Cause): string {
  const id = `${job}@${new Date(slot).toISOString()}`;
  return cause === 'manual' ? `${id}+manual` : id;
}

const UNFINISHED: ReadonlySet<RunState> = new Set<RunState>(['queued', 'running', 'retrying']);

export function isFinal(state: RunState): state is Outcome {
  return !UNFINISHED.has(state);
}

/** Whatever was thrown, as something that can be recorded. */
export function describeError(thrown: unknown): RunError {
  if (thrown instanceof Error) {
    return { name: thrown.name, message: thrown.message, ...(thrown.stack && { stack: thrown.stack }) };
  }
  return { name: 'NotAnError', message: `threw ${describeValue(thrown)}` };
}

function describeValue(value: unknown): string {
  try {
    return typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  } catch {
    return Object.prototype.toString.call(value);
  }
}
