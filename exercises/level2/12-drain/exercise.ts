import { type Clock, todo } from '#kit';

export type Job = (signal: AbortSignal) => Promise<void>;

/** Task 1. Runs jobs side by side until it is drained. */
export class Runner {
  constructor(clock: Clock) {
    todo('know what is running');
  }

  /** Starts the job and answers true. From the moment a drain begins it starts nothing and answers false. */
  start(name: string, job: Job): boolean {
    todo('start the job, and notice when it ends, well or badly');
  }

  /**
   * Waits for what is running, for no longer than `graceMs`; then aborts the signals of what still runs, and at once
   * answers with the names of these. Every further call gets the answer of the first.
   */
  drain(graceMs: number): Promise<string[]> {
    todo('wait for all of them or for the deadline, whichever comes first');
  }
}

/** What a shutdown needs of `process`. */
export interface Host {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  exit(code: number): void;
}

/** Something to close when the work is over: the worker's connection, the queue's, the database. */
export type Close = () => Promise<void>;

/**
 * Task 2. On SIGTERM or SIGINT: drains, closes everything in the order given, one after the other, and exits: with 0,
 * or with 1 if runs were left or something did not close. On a second signal it exits with 1 at once.
 */
export function shutDownOnSignal(host: Host, runner: Pick<Runner, 'drain'>, graceMs: number, closes: Close[]): void {
  todo('listen, drain, close, exit');
}
