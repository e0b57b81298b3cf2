import { type Clock, type Redis, todo } from '#kit';

export interface Machine {
  readonly redis: Redis;
  readonly clock: Clock;
}

export interface Pool {
  readonly key: string;
  readonly limit: number;
  readonly permitMs: number;
}

/** Task 1. Whether this holder may go on for `permitMs` from now: taking and renewing are one question. */
export async function takePermit(machine: Machine, pool: Pool, holder: string): Promise<boolean> {
  todo('forget the dead, count the living, add this one: in one step');
}

/** Task 2. Frees this holder's permit, if it has one. */
export async function returnPermit(machine: Machine, pool: Pool, holder: string): Promise<void> {
  todo('remove this holder and nobody else');
}
