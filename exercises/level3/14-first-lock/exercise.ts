import { type Redis, todo } from '#kit';

/** Task 1. True for one of all who ask, for `ttlMs` at most. The value of the key is the owner. */
export async function acquire(redis: Redis, key: string, owner: string, ttlMs: number): Promise<boolean> {
  todo('set the key, its owner and its end in one step, if nobody has it');
}

/** Task 2. Frees the lock if it is this owner's, and answers whether it was. */
export async function release(redis: Redis, key: string, owner: string): Promise<boolean> {
  todo('compare and delete in one step, in Lua');
}

/** Task 3. Works if it gets the lock, frees it however the work ends, and answers whether it worked. */
export async function withLock(
  redis: Redis,
  key: string,
  owner: string,
  ttlMs: number,
  work: () => Promise<void>,
): Promise<boolean> {
  todo('acquire, work, release');
}
