import type { FastifyInstance } from 'fastify';
import { todo } from '#kit';

export type Role = 'viewer' | 'admin';

export interface Keys {
  readonly admin: string;
  readonly viewer: string | undefined;
}

/** As `timingSafeEqual` of `node:crypto`: throws when the two differ in length. */
export type Equal = (a: Uint8Array, b: Uint8Array) => boolean;

/** The role that goes with a token, if any. */
export type Doorkeeper = (token: string) => Role | undefined;

/** Task 1. The keys of this door; throws, with a sentence, where the door would be open. */
export function keysFrom(env: Readonly<Record<string, string | undefined>>): Keys {
  todo('a door without a key stays shut');
}

/** Task 2. Compares what is offered with every key, by `equal`. */
export function doorkeeper(keys: Keys, equal: Equal): Doorkeeper {
  todo('digests of one length, and no early answer');
}

/** Task 3. Lets nobody past who may not. `now` is in milliseconds and only goes up. */
export function guard(app: FastifyInstance, admit: Doorkeeper, now: () => number): void {
  todo('an onRequest hook: too many tries, who is it, may they');
}
