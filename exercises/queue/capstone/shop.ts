import type { Clock, JobQueue, ModelWorker, Processor } from '#kit';
import type { Refund } from '../37-exactly-once-effect/exercise.ts';
import type { Ledger } from '../37-exactly-once-effect/ledger.ts';

/** What one worker process is given, and again after each kill. Everything in it may end or stand still at any moment. */
export interface WorkerProcess {
  clock: Clock;
  ledger: Ledger;
  bank: Bank;
  /** The queue that nobody works. */
  letters: JobQueue;
  /** Starts a worker on the refund queue. */
  work(processor: Processor): ModelWorker;
}

export interface Bank {
  /** Takes a while. Rejects with `BankAway`, which passes, or `NoSuchAccount`, which does not. */
  check(refund: Refund): Promise<void>;
}

export class BankAway extends Error {
  override name = 'BankAway';
}

export class NoSuchAccount extends Error {
  override name = 'NoSuchAccount';
}

/** What the learner writes. */
export interface RefundShop {
  accept(queue: JobQueue, refund: Refund): Promise<void>;
  runWorker(process: WorkerProcess): void;
  sweep(queue: JobQueue, letters: JobQueue): Promise<void>;
}
