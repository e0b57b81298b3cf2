import type { Job, Trigger } from '../exercise.ts';

export function skipOverlap(job: Job, _skipped: () => void): Trigger {
  return async () => job();
}

export function queueOne(job: Job, skipped: () => void): Trigger {
  let last: Promise<unknown> = Promise.resolve();
  let inside = 0;
  return async () => {
    if (inside === 2) return skipped();
    inside++;
    const run = last.then(job).finally(() => inside--);
    // Whoever comes next waits until this run has ended, not until it has succeeded.
    last = run.catch(() => {});
    return run;
  };
}
