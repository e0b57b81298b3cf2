import { type ListConnection, todo } from '#kit';
import type { Handler, Job } from './jobs.ts';

/**
 * Task 1. Runs the handler and says how it ended, as the JSON text of an `Outcome`. Never rejects. A result that would
 * arrive as something else is a failure; only `undefined` may arrive as null.
 */
export async function outcomeOf(job: Job, handler: Handler): Promise<string> {
  todo('run the handler, and look whether its result survives JSON');
}

/**
 * Task 2. Waits on `blocking` for a job, a second at most, works it and stores its outcome under `resultKey`. False if none
 * came. A job is in ACTIVE from when it is taken until its outcome is stored.
 */
export async function takeOne(
  blocking: ListConnection,
  connection: ListConnection,
  handler: Handler,
): Promise<boolean> {
  todo('move a job to ACTIVE, work it, store the outcome, and only then take it out of ACTIVE');
}

export interface Worker {
  close(): Promise<void>;
}

/**
 * Task 3. Works one job after the other until it is closed. `connection` is the application's, and stays usable and open;
 * `connect` opens another.
 */
export function startWorker(connection: ListConnection, connect: () => ListConnection, handler: Handler): Worker {
  todo('wait for jobs on a connection of its own, and close in the right order');
}
