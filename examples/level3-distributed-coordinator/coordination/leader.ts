import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import type { CoordinatorRedis } from './coordinator-redis.ts';
import { type LeaseOptions, takeLease } from './lease.ts';

export interface Candidacy extends LeaseOptions {
  /** How often a follower looks whether the place is free. A dead leader is replaced within the lease plus this. */
  tickMs: number;
}

/**
 * Stands for leader until `stop`. `lead` runs while this node leads; its signal aborts when it leads no more, and the
 * node stands again only once `lead` has returned: a leader that ignores its signal must not become two.
 */
// #region stand-for-leader
export async function standForLeader(
  redis: CoordinatorRedis,
  clock: Clock,
  candidacy: Candidacy,
  lead: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  for (let term = 1; !stop.aborted; term++) {
    const holder = `${candidacy.holder}/${term}`;
    const lease = await takeLease(redis, clock, { ...candidacy, holder }).catch(() => undefined);
    if (lease) {
      await lead(AbortSignal.any([lease.signal, stop])).catch(() => {});
      await lease.release().catch(() => {});
    }
    await sleep(clock, candidacy.tickMs, stop).catch(() => {});
  }
}
// #endregion stand-for-leader
