import { MetricsTime, type WorkerOptions } from 'bullmq';
import { repeatStrategy } from '../schedule/repeat.ts';
import type { TaskContract } from '../tasks/contract.ts';
import { retention } from '../tasks/job-options.ts';

/** How BullMQ is to treat the jobs of a task, whoever processes them. */
export function workerOptions(contract: TaskContract, lockMs = 15_000): Omit<WorkerOptions, 'connection'> {
  return {
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    // A job that takes its worker down with it must not go round for ever, scheduled or not.
    maxStalledCount: 2,
    maxStartedAttempts: contract.attempts + 5,
    metrics: { maxDataPoints: MetricsTime.ONE_WEEK },
    settings: { repeatStrategy },
    ...retention,
  };
}
