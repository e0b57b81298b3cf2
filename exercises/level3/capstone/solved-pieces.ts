/** The same pieces from the labs' solutions. */
export { acquire, release, withLock } from '../14-first-lock/solution.ts';
export type { Lease } from '../15-lease-that-renews/exercise.ts';
export { hold, renew } from '../15-lease-that-renews/solution.ts';
export { nextToken } from '../16-fencing/solution.ts';
export { claimSlot } from '../17-one-run-per-slot/solution.ts';
