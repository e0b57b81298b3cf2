import type { Worker } from 'bullmq';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { STOPPING } from './processor.ts';
import type { RunningJobs } from './running-jobs.ts';

/** What a handler gets between being told to stop and no longer being waited for. */
const HANDING_BACK_MS = 1_000;

// #region stop
/**
 * BullMQ's `close()` waits for running jobs for as long as they take. So: stop taking jobs, wait until the deadline, then
 * abort what runs. Its processor puts the job back in its queue without using up an attempt. A handler that ignores even
 * that is left behind; its lock runs out and another worker takes the job.
 */
export async function stopWorkers(
  workers: readonly Worker[],
  { clock, running, deadlineMs }: { clock: Clock; running: readonly RunningJobs[]; deadlineMs: number },
): Promise<void> {
  const closing = Promise.all(workers.map((worker) => worker.close())).then(() => true);
  if (await before(closing, clock, deadlineMs - HANDING_BACK_MS)) return;
  for (const jobs of running) jobs.interruptAll(STOPPING);
  await before(closing, clock, HANDING_BACK_MS);
}
// #endregion stop

async function before(work: Promise<boolean>, clock: Clock, ms: number): Promise<boolean> {
  const giveUp = new AbortController();
  const timeout = sleep(clock, Math.max(0, ms), giveUp.signal).then(() => false);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    giveUp.abort();
    timeout.catch(() => {});
  }
}
