import { DEFAULTS, type Settings } from '../../../examples/level3-distributed-coordinator/settings.ts';
import { type Invariant, never, noneLost, noStaleWrites, oncePerSlot } from '../../kit/history/index.ts';
import { COPY_MISSING } from './final-reads.ts';

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

/** The slots are the lab's, not the nodes': a node that never says that a slot has come does not get out of it. */
export function invariantsFor(durationMs: number): Invariant[] {
  const { everyMs } = CHAOS_SETTINGS;
  const slots = Array.from({ length: Math.floor(durationMs / everyMs) }, (_, index) => (index + 1) * everyMs);
  return [
    oncePerSlot(),
    noStaleWrites(),
    noneLost({ slots, settleMs: SETTLE_MS }),
    never(COPY_MISSING, 'what is said to be written is in the table'),
  ];
}
