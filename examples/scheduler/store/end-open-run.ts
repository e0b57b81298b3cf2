import { toRecord } from '../engine/live-run.ts';
import type { RunRecord } from '../engine/run.ts';

/** What becomes of a run whose process is gone. */
export function endOpenRun(run: RunRecord, now: number): RunRecord {
  const started = run.state !== 'queued';
  return {
    ...toRecord(run),
    state: started ? 'abandoned' : 'missed',
    finishedAt: now,
    note: started ? 'its process ended before it did' : 'its process ended before it could start',
  };
}
