import { toTrigger } from '../../../scheduler/index.ts';
import type { FluentJob } from '../builder/job-builder.ts';

export interface DueJob {
  readonly job: FluentJob;
  readonly slot: number;
}

const MINUTE_MS = 60_000;

// #region due
/**
 * What is due in the minute that holds `now`, each job once: crontab calls once a minute, so a job that asks for
 * seconds gets its first slot of the minute here, and all of them under `schedule:work`.
 */
export function dueJobs(jobs: readonly FluentJob[], now: number): DueJob[] {
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return jobs.flatMap((job) => {
    const slot = toTrigger(job.trigger).next(minute - 1);
    return slot !== null && slot < minute + MINUTE_MS ? [{ job, slot }] : [];
  });
}
// #endregion due
