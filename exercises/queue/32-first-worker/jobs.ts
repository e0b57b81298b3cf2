/** What everybody who touches the queue agrees on. */
export interface Job {
  id: string;
  data: unknown;
}

export type Handler = (data: unknown) => Promise<unknown>;

/** What is kept of a job that has ended. */
export type Outcome = { ok: true; value: unknown } | { ok: false; error: string };

/** Jobs that wait, the newest at the left, and those that somebody has in hand. */
export const WAITING = 'jobs:waiting';
export const ACTIVE = 'jobs:active';
export const resultKey = (id: string): string => `jobs:result:${id}`;
