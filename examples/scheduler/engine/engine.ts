import type { JobOptions, JobOptionsInput } from '../policy/options.ts';
import type { HistoryQuery, RunCounts } from '../store/store.ts';
import type { TriggerData } from '../trigger/index.ts';
import type { JobChange, JobDefinition } from './definition.ts';
import type { EngineListener } from './events.ts';
import type { PlannedRun, PreviewQuery } from './preview.ts';
import type { Cause, RunRecord } from './run.ts';

/** What a handler is given: which run this is, and how it is told to stop. */
export interface RunContext<Payload = unknown> {
  readonly id: string;
  readonly job: string;
  /** The scheduled instant. Work about "yesterday" counts from here, not from the clock. */
  readonly slot: number;
  readonly cause: Cause;
  /** 1 for the first. */
  readonly attempt: number;
  readonly payload: Payload;
  /** Aborted on timeout, on cancel and when the engine stops without waiting longer. */
  readonly signal: AbortSignal;
  /** Kept with the run, up to a bound. */
  log(message: string): void;
}

/** What it gives back is recorded as the run's result. */
// biome-ignore lint/suspicious/noExplicitAny: handlers of every payload live in one registry
export type Handler<Payload = any> = (run: RunContext<Payload>) => unknown;

export interface JobStatus {
  readonly name: string;
  readonly trigger: TriggerData;
  readonly handler: string;
  readonly payload: unknown;
  readonly options: JobOptions;
  readonly paused: boolean;
  /** When it will start next: null while paused, and when nothing is left to come. */
  readonly nextAt: number | null;
  readonly running: number;
  readonly queued: boolean;
}

export interface RunNowOptions {
  /** True unless said otherwise: the run meets the job's overlap policy as a slot would. */
  readonly respectOverlap?: boolean;
  /** Instead of the job's own. */
  readonly payload?: unknown;
  /** The instant the run is to count as, for making up for one gone by: now, unless said otherwise. */
  readonly slot?: number;
}

export interface RunNowReceipt {
  readonly id: string;
  readonly decision: 'started' | 'queued' | 'skipped';
  readonly respectedOverlap: boolean;
}

export interface StopReport {
  /** Runs that came to their own end while the engine drained. */
  readonly finished: number;
  /** Runs that were told to stop at the deadline, and did. */
  readonly cancelled: readonly string[];
  /** Runs that were told to stop and did not: their code may still be going. */
  readonly abandoned: readonly string[];
  /** Runs whose outcome the store would not take: after a restart they count as abandoned. */
  readonly unrecorded: readonly string[];
}

/**
 * The engine as everything above it sees it: one process with a database (`LocalEngine`) or many machines. All of it
 * is asynchronous and everything handed over is data, so that an engine may live elsewhere.
 */
export interface Engine {
  /** Registers the code that jobs name. A name is taken once. */
  handle<Payload>(name: string, handler: Handler<Payload>): void;
  handlers(): readonly string[];

  /** A new job; its name must be free. */
  add(definition: JobDefinition): Promise<void>;
  /** A new job, or the stored one brought in line with its definition. It stays paused if it was, and keeps its place. */
  ensure(definition: JobDefinition): Promise<void>;
  /** `handle` and `ensure` in one, for code and schedule that stand side by side. */
  schedule(name: string, trigger: TriggerData, run: Handler, options?: JobOptionsInput): Promise<void>;
  update(name: string, change: JobChange): Promise<void>;
  /** A new trigger. A paused job stays paused. */
  reschedule(name: string, trigger: TriggerData): Promise<void>;
  pause(name: string): Promise<void>;
  /** Runs at most once for what it missed. */
  resume(name: string): Promise<void>;
  /** Its history stays; what is running is cancelled. */
  remove(name: string): Promise<void>;
  runNow(name: string, options?: RunNowOptions): Promise<RunNowReceipt>;
  /** False when the run has already ended. */
  cancel(runId: string): Promise<boolean>;

  jobs(): Promise<JobStatus[]>;
  job(name: string): Promise<JobStatus | undefined>;
  history(query?: HistoryQuery): Promise<RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  counts(query?: HistoryQuery): Promise<RunCounts>;
  preview(query?: PreviewQuery): Promise<PlannedRun[]>;
  subscribe(listener: EngineListener): () => void;

  start(): Promise<void>;
  /** Takes nothing new, lets runs end until the deadline, then aborts them and reports what it left. */
  stop(options?: StopOptions): Promise<StopReport>;
}

export interface StopOptions {
  readonly deadlineMs?: number;
}
