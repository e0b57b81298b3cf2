export type { Clock, Timer } from './clock/clock.ts';
export { sleep } from './clock/sleep.ts';
export { systemClock } from './clock/system-clock.ts';
export { VirtualClock } from './clock/virtual-clock.ts';
export { type Duration, durationMs } from './duration.ts';
export type { JobChange, JobDefinition } from './engine/definition.ts';
export type {
  Engine,
  Handler,
  JobStatus,
  RunContext,
  RunNowOptions,
  RunNowReceipt,
  StopOptions,
  StopReport,
} from './engine/engine.ts';
export type { EngineEvent, EngineListener } from './engine/events.ts';
export { LocalEngine, type LocalEngineOptions } from './engine/local-engine.ts';
export { type PlannedRun, type PreviewJob, type PreviewQuery, preview } from './engine/preview.ts';
export {
  type AttemptRecord,
  type Cause,
  isFinal,
  type LogLine,
  type Outcome,
  type RunError,
  type RunRecord,
  type RunState,
  runId,
} from './engine/run.ts';
export { SchedulerError, type SchedulerErrorCode } from './error.ts';
export { backoffMs, PermanentError, type RetryPolicy } from './policy/backoff.ts';
export { startDelayMs } from './policy/jitter.ts';
export { type Backlog, type Coalesce, type MisfirePolicy, settleBacklog } from './policy/misfire.ts';
export { DEFAULT_OPTIONS, type JobOptions, type JobOptionsInput, resolveOptions } from './policy/options.ts';
export { type Admission, admit, type Overlap, type OverlapPolicy } from './policy/overlap.ts';
export { type Random, seededRandom } from './random.ts';
export { MemoryStore } from './store/memory-store.ts';
export type { Batch, HistoryQuery, LoadedJob, Retention, RunCounts, Store, StoredJob } from './store/store.ts';
export {
  at,
  cron,
  describeTrigger,
  every,
  sameTrigger,
  type Trigger,
  type TriggerData,
  toTrigger,
} from './trigger/index.ts';
