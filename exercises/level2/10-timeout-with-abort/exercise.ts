import { type Clock, todo } from '#kit';

/** Work that ends early when its signal aborts, if it listens to it. */
export type Job<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Task 1. Runs `job` with a signal of its own, for no more than `limitMs`. When the time is up the signal aborts and
 * the promise rejects with an error named `TimeoutError`, at once, whatever the job does or answers after that.
 */
export async function withTimeout<T>(clock: Clock, limitMs: number, job: Job<T>): Promise<T> {
  todo('let the clock abort the job, and leave nothing behind when it ends in time');
}

/**
 * Task 2. The same, and the job is also stopped when `stop` aborts: its signal aborts, and the promise rejects with the
 * reason of `stop`. `stop` may live as long as the process: nothing may be left hanging on it.
 */
export async function withTimeoutAndStop<T>(clock: Clock, limitMs: number, job: Job<T>, stop: AbortSignal): Promise<T> {
  todo('end the job for either reason, and say which');
}
