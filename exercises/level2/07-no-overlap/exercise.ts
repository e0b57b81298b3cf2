import { todo } from '#kit';

export type Job = () => Promise<void>;

/** What a timer calls at every tick. The promise settles as the run it started does; after a skip it resolves. */
export type Trigger = () => Promise<void>;

/**
 * Task 1. A trigger that starts `job`, unless the run before has not ended: then it calls `skipped`, and the job is
 * left alone. However a run ends, the next trigger may start another.
 */
export function skipOverlap(job: Job, skipped: () => void): Trigger {
  todo('remember whether a run is going, and forget it however the run ends');
}

/**
 * Task 2. A trigger that starts `job` or, while a run is going, lets one more wait. The waiting run starts as soon as the
 * one before has ended, well or badly. While one waits already, `skipped` is called instead.
 */
export function queueOne(job: Job, skipped: () => void): Trigger {
  todo('let one run wait, never two');
}
