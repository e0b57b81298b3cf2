import type { DefaultJobOptions, KeepJobs } from 'bullmq';
import type { TaskContract } from './contract.ts';

const hours = 3_600;

/** BullMQ keeps finished jobs for ever unless told otherwise. `age` is in seconds, unlike every other duration of its. */
export const retention: { removeOnComplete: KeepJobs; removeOnFail: KeepJobs } = {
  removeOnComplete: { age: 24 * hours, count: 1_000 },
  removeOnFail: { age: 7 * 24 * hours, count: 5_000 },
};

// #region job-options
/** Exponential backoff with half of each wait left to chance, so that what failed together does not return together. */
export function jobOptions(contract: TaskContract): DefaultJobOptions {
  return {
    ...retention,
    attempts: contract.attempts,
    backoff: { type: 'exponential', delay: contract.backoffMs, jitter: 0.5 },
    stackTraceLimit: 5,
    keepLogs: 100,
  };
}
// #endregion job-options
