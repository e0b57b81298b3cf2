import type { RunContext } from './engine.ts';
import type { Job } from './job.ts';
import {
  type AttemptRecord,
  type Cause,
  isFinal,
  type LogLine,
  type Outcome,
  type RunError,
  type RunRecord,
  type RunState,
  runId,
} from './run.ts';
import type { Deadline } from './timeline.ts';

const NO_ATTEMPTS: readonly AttemptRecord[] = [];
const NO_OUTPUT: readonly LogLine[] = [];

/** A run is kept this many lines, each cut at this many characters. */
const OUTPUT_LIMIT = 500;
const LINE_LIMIT = 2000;

/** What a live run needs of its engine. */
export interface RunHost {
  readonly node: string;
  readonly instance: string;
  now(): number;
  logged(run: LiveRun, line: LogLine): void;
}

/**
 * A run while it happens: at once the record that history keeps and the context its handler is given. Ten thousand of
 * these are made each second, so whatever most runs never look at (id, signal, lists) is made on first use.
 */
export class LiveRun implements RunRecord, RunContext {
  readonly owner: Job;
  readonly slot: number;
  readonly cause: Cause;
  readonly payload: unknown;
  state: RunState;
  attempt = 0;
  /** Attempts that another one followed. */
  earlier = NO_ATTEMPTS;
  output = NO_OUTPUT;
  startedAt: number | null = null;
  finishedAt: number | null = null;
  durationMs: number | null = null;
  error: RunError | null = null;
  result: unknown = null;
  note: string | null = null;
  /** Monotonic starts, of the run and of its current attempt. */
  began = 0;
  attemptBegan = 0;
  attemptStartedAt = 0;
  /** Its timeout while running, its backoff while retrying. */
  deadline: Deadline | null = null;
  /** It waited in line before its start: lateness is then no misfire. */
  waited = false;
  /** It was told to stop and is given a moment to do so. */
  stopping = false;
  announced = false;
  readonly #host: RunHost;
  #controller: AbortController | null = null;
  #aborted: { reason: unknown } | null = null;

  constructor(
    host: RunHost,
    owner: Job,
    slot: number,
    cause: Cause,
    state: RunState,
    payload: unknown = owner.payload,
  ) {
    this.#host = host;
    this.owner = owner;
    this.slot = slot;
    this.cause = cause;
    this.state = state;
    this.payload = payload;
  }

  get id(): string {
    return runId(this.owner.name, this.slot, this.cause);
  }

  get job(): string {
    return this.owner.name;
  }

  get node(): string {
    return this.#host.node;
  }

  get instance(): string {
    return this.#host.instance;
  }

  get attempts(): readonly AttemptRecord[] {
    if (!isFinal(this.state) || this.attempt === this.earlier.length) return this.earlier;
    const durationMs = this.began + (this.durationMs ?? 0) - this.attemptBegan;
    return [...this.earlier, this.#attemptRecord(this.state, this.error, durationMs)];
  }

  /** The attempt under way has failed and another one will follow. */
  attemptFailed(outcome: Outcome, error: RunError, monotonic: number): void {
    this.error = error;
    this.earlier = [...this.earlier, this.#attemptRecord(outcome, error, monotonic - this.attemptBegan)];
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) this.#controller.abort(this.#aborted.reason);
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#aborted = { reason };
    this.#controller?.abort(reason);
  }

  /** Each attempt has a signal of its own. */
  beginAttempt(now: number, monotonic: number): void {
    this.attempt++;
    this.attemptBegan = monotonic;
    this.attemptStartedAt = now;
    this.#controller = null;
    this.#aborted = null;
    if (this.attempt > 1) return;
    this.startedAt = now;
    this.began = monotonic;
  }

  /** Bound, so that a handler may take it apart from its run: `({ log }) => …`. */
  get log(): (message: string) => void {
    return (message) => this.#log(message);
  }

  #log(message: string): void {
    if (isFinal(this.state) || this.output.length > OUTPUT_LIMIT) return;
    const full = this.output.length === OUTPUT_LIMIT;
    const text = full ? `… no more than ${OUTPUT_LIMIT} lines are kept` : String(message).slice(0, LINE_LIMIT);
    const line = { at: this.#host.now(), message: text };
    this.output = [...this.output, line];
    this.#host.logged(this, line);
  }

  #attemptRecord(outcome: Outcome, error: RunError | null, durationMs: number): AttemptRecord {
    return { attempt: this.attempt, startedAt: this.attemptStartedAt, durationMs, outcome, error };
  }
}

/** Plain data, cut loose from the run that goes on. */
export function toRecord(run: RunRecord): RunRecord {
  const { id, job, slot, cause, state, attempt, attempts, startedAt, finishedAt, durationMs } = run;
  const { error, result, note, output, node, instance } = run;
  return {
    id,
    job,
    slot,
    cause,
    state,
    attempt,
    attempts,
    startedAt,
    finishedAt,
    durationMs,
    error,
    result,
    note,
    output,
    node,
    instance,
  };
}
