import { type Clock, type Redis, todo } from '#kit';

/** Task 1. Gives the lease `leaseMs` from now if it is this owner's, and answers whether it was. */
export async function renew(redis: Redis, key: string, owner: string, leaseMs: number): Promise<boolean> {
  todo('compare and prolong in one step');
}

export interface Lease {
  /** Aborts when the lease is lost, and only then. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/** Task 2. Takes the lease and keeps it until it is released or lost. Undefined if another has it. */
export async function hold(
  redis: Redis,
  clock: Clock,
  key: string,
  owner: string,
  leaseMs: number,
): Promise<Lease | undefined> {
  todo('take it, renew it in good time, and know when it is over');
}
