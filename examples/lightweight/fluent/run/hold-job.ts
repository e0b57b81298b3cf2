import type { Clock, Timer } from '../../../scheduler/index.ts';
import type { Locks } from './locks.ts';

/** A crash blocks the job for this long, whatever `withoutOverlapping` was told. */
const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 20_000;

/**
 * Holds a job for one run: a short claim, renewed while the run goes on, until `mostMs` have passed. A lock of a day for
 * a job of a minute is how a crash at noon cancels the night's run (pelican/panel#2555). Null when an earlier run has it.
 */
export async function holdJob(locks: Locks, clock: Clock, job: string, mostMs: number) {
  const claim = await locks.claim(job, Math.min(LEASE_MS, mostMs));
  if (!claim) return null;
  const endsAt = clock.monotonic() + mostMs;
  let timer: Timer | undefined;
  const arm = () => {
    timer = clock.setTimeout(async () => {
      const left = endsAt - clock.monotonic();
      // A renewal that fails may succeed the next time: the claim outlives two of them.
      const held = left <= 0 ? false : await claim.renew(Math.min(LEASE_MS, left)).catch(() => true);
      if (held && timer) arm();
    }, RENEW_EVERY_MS);
    timer.unref();
  };
  arm();
  return {
    async release() {
      clock.clearTimeout(timer);
      timer = undefined;
      await claim.release();
    },
  };
}
