/** Your own, from the labs before. To see the capstone with exemplary ones, take `./solved-pieces.ts` instead. */
export { acquire, release, withLock } from '../14-first-lock/exercise.ts';
export { hold, type Lease, renew } from '../15-lease-that-renews/exercise.ts';
export { nextToken } from '../16-fencing/exercise.ts';
export { claimSlot } from '../17-one-run-per-slot/exercise.ts';
