import { type Flows, type QueueJob, todo } from '#kit';

/** One piece of work: the name tells the worker what to do, the data what with. */
export interface Step {
  name: string;
  data?: unknown;
}

export interface Place {
  /** Of this flow alone. */
  id: string;
  /** The queue in which all its jobs go. */
  queue: string;
}

/** How a child ended. */
export type Settled = { ok: true; value: unknown } | { ok: false; error: string };

/** Task 1. Runs the steps one after the other; if one fails for good, those after it fail too. Gives the last one's job. */
export async function chain(flows: Flows, place: Place, steps: readonly Step[]): Promise<QueueJob> {
  todo('add a tree in which each step is the child of the one after it');
}

/** Task 1. For the worker of a step: what the step before it returned; undefined in the first. */
export async function previousResult(job: QueueJob): Promise<unknown> {
  todo('there is at most one child');
}

/**
 * Task 2. Runs `group` side by side, then `then`, once, when all have ended. Gives the job of `then`. The data of `then`
 * is its own: what the group came to it gets from `groupResults`.
 */
export async function chord(flows: Flows, place: Place, group: readonly Step[], then: Step): Promise<QueueJob> {
  todo('add then as the parent of the group');
}

/** Task 3. For the worker of `then`: how each of the `size` members of its group ended, in the order they were given. */
export async function groupResults(job: QueueJob, place: Place, size: number): Promise<Settled[]> {
  todo('find each child by its place, and say why it failed if it did');
}
