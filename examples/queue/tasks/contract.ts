import type { Static, TSchema } from 'typebox';

/** What a task mostly does while it runs. It decides which workers take it: waiting shares a loop, computing hogs it. */
export type Profile = 'io' | 'cpu';

/**
 * What a publisher and a worker must agree on, and all they share. Beat imports contracts and never a handler, so it
 * cannot run a task by accident, and the payload's type is written once.
 */
export interface TaskContract<
  Name extends string = string,
  Payload extends TSchema = TSchema,
  Result extends TSchema = TSchema,
> {
  /** Also the name of its queue: a task that is stuck holds up nobody else. */
  readonly name: Name;
  readonly profile: Profile;
  readonly payload: Payload;
  readonly result: Result;
  /** An attempt that takes longer has its signal aborted and counts as failed. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** The wait before the second attempt. It doubles with each further one. */
  readonly backoffMs: number;
  /** What a run usually takes. Nothing depends on it but previews and simulations. */
  readonly typicalMs: number;
}

export type Catalogue = { readonly [key: string]: TaskContract };

export type PayloadOf<Contract extends TaskContract> = Static<Contract['payload']>;
export type ResultOf<Contract extends TaskContract> = Static<Contract['result']>;

const defaults = { timeoutMs: 30_000, attempts: 3, backoffMs: 1_000, typicalMs: 50 } as const;
type Defaulted = keyof typeof defaults;

export function defineTask<const Name extends string, Payload extends TSchema, Result extends TSchema>(
  contract: Omit<TaskContract<Name, Payload, Result>, Defaulted> & Partial<Pick<TaskContract, Defaulted>>,
): TaskContract<Name, Payload, Result> {
  return Object.freeze({ ...defaults, ...contract });
}

/** The task whose queue this is. */
export function contractOf(catalogue: Catalogue, queue: string): TaskContract | undefined {
  return Object.values(catalogue).find((contract) => contract.name === queue);
}
