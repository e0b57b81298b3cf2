import { todo } from '#kit';

/** A question about a slot, in epoch milliseconds. */
export type Condition = (slot: number) => boolean | Promise<boolean>;

/** Task 1. What has to be true for a slot to run. */
export class Conditions {
  constructor() {
    todo('begin without conditions: every slot runs');
  }

  /** Slots run only while this holds. */
  when(holds: Condition): this {
    todo('keep the question');
  }

  /** Slots do not run while this holds. */
  skip(holds: Condition): this {
    todo('keep the opposite question');
  }

  /** Whether this slot runs. Rejects when a condition fails. */
  async decide(slot: number): Promise<boolean> {
    todo('ask, now');
  }
}

/** What a hook is told: the first thing that went wrong in this run, if anything has. */
export interface Ended {
  readonly error?: unknown;
}

export type Hook = (ended: Ended) => unknown;

export interface Hooks {
  readonly before?: Hook;
  readonly onSuccess?: Hook;
  readonly onFailure?: Hook;
  readonly after?: Hook;
}

/** Task 2. The work with its hooks around it. Rejects with the first thing that went wrong. */
export async function runWithHooks(work: () => unknown, hooks: Hooks): Promise<void> {
  todo('before, the work, onSuccess or onFailure, after');
}
