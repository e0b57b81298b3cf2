import { type Clock, type Redis, todo } from '#kit';

/** Task 1. The latest multiple of `everyMs` that is not after `now`. */
export function slotAt(now: number, everyMs: number): number {
  todo('the instant this tick was scheduled for');
}

export interface Claim {
  readonly job: string;
  /** The scheduled instant. */
  readonly slot: number;
  readonly owner: string;
  readonly keepMs: number;
}

/** Task 2. True once for each job and slot, until `keepMs` is over. */
export async function claimSlot(redis: Redis, claim: Claim): Promise<boolean> {
  todo('set a key that only this job and slot have');
}

export interface Node {
  readonly id: string;
  readonly clock: Clock;
  readonly redis: Redis;
}

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** How far apart the clocks of two nodes may be. */
  readonly maxSkewMs: number;
}

/** Task 3. Called on each node when a slot has come on its own clock. True if this node ran it. */
export async function onTick(node: Node, job: Job, run: (slot: number) => Promise<void>): Promise<boolean> {
  todo('claim the slot, then run it');
}
