import type { CoordinatorRedis } from './coordinator-redis.ts';

export interface SlotClaim {
  job: string;
  /** The scheduled instant, not the moment of asking: every node must arrive at the same key. */
  slotMs: number;
  /** Longer than any clock lags behind any other, or the laggard finds the key gone and runs the slot again. */
  ttlMs: number;
  owner: string;
}

export const slotKey = (job: string, slotMs: number) => `slot:${job}:${slotMs}`;

/**
 * True for one node per slot. Nothing releases the key: whoever released it at the end of the run would open the slot
 * to every node that has not come by yet.
 */
// #region claim-slot
export async function claimSlot(redis: CoordinatorRedis, { job, slotMs, ttlMs, owner }: SlotClaim): Promise<boolean> {
  return (await redis.set(slotKey(job, slotMs), owner, 'PX', ttlMs, 'NX')) === 'OK';
}
// #endregion claim-slot
