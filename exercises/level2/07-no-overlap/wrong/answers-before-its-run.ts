import type { Job, Trigger } from '../exercise.ts';

export function skipOverlap(job: Job, skipped: () => void): Trigger {
  let running = false;
  return async () => {
    if (running) return skipped();
    running = true;
    try {
      await job();
    } finally {
      // However it ended: a flag left up by one error would stop the job for good, and silently.
      running = false;
    }
  };
}

export function queueOne(job: Job, skipped: () => void): Trigger {
  let running = false;
  let waiting = false;
  const trigger = async () => {
    if (waiting) return skipped();
    if (running) {
      waiting = true;
      return;
    }
    running = true;
    try {
      await job();
    } finally {
      running = false;
      if (waiting) {
        waiting = false;
        await trigger();
      }
    }
  };
  return trigger;
}
