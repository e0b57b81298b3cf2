import { DEFAULTS, type Settings } from '../../../examples/level3-distributed-coordinator/settings.ts';
import { type Invariant, noneLost, noStaleWrites, oncePerSlot } from '../../kit/history/index.ts';

/** Short enough that thirty seconds see thirty slots, long enough that a busy machine does not decide the outcome. */
export const CHAOS_SETTINGS: Settings = {
  ...DEFAULTS,
  everyMs: 1_000,
  workMs: 400,
  leaseMs: 800,
  renewEveryMs: 250,
  tickMs: 200,
  maxSkewMs: 2_000,
  slotKeyMs: 60_000,
  patienceMs: 30_000,
};

/** How long a slot may take to be done when all is well again: a dead holder's lease, a look, the work, and as much again. */
export const SETTLE_MS = 2 * (CHAOS_SETTINGS.leaseMs + CHAOS_SETTINGS.tickMs + CHAOS_SETTINGS.workMs);

export const INVARIANTS: readonly Invariant[] = [oncePerSlot(), noStaleWrites(), noneLost({ settleMs: SETTLE_MS })];
