import { type RunRecord, runId } from '../engine/run.ts';

/** A run as a test needs it, everything else being of no interest. */
export function aRun(part: Partial<RunRecord> = {}): RunRecord {
  const { job = 'report', slot = 1000, cause = 'schedule' } = part;
  return {
    id: runId(job, slot, cause),
    job,
    slot,
    cause,
    state: 'running',
    attempt: 0,
    attempts: [],
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    error: null,
    result: null,
    note: null,
    output: [],
    node: 'local',
    instance: 'first-life',
    ...part,
  };
}
