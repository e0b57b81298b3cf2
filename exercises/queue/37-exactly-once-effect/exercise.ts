import { type Clock, type Processor, type QueueJob, todo } from '#kit';
import type { Ledger, Transaction } from './ledger.ts';

/** What was ordered: this refund, of this order. An order may be refunded more than once, as different refunds. */
export interface Refund {
  order: string;
  refund: string;
  cents: number;
}

/** Task 1. One key for one refund, however often and by whatever job it is asked for. */
export function effectKey(job: QueueJob<Refund>): string {
  todo('what makes two jobs ask for the same effect?');
}

/** Task 2. Runs the effect once per key and gives its result; to whoever comes later, the same result. */
export async function once<T>(
  ledger: Ledger,
  clock: Clock,
  key: string,
  effect: (tx: Transaction) => Promise<T>,
): Promise<T> {
  todo('the key and the effect in one transaction');
}

/** Task 3. The processor of the refund queue: gives the receipt. */
export function refundProcessor(ledger: Ledger, clock: Clock): Processor {
  todo('put the two together');
}

/** Task 4. Forgets keys that are older than `keepMs`, and says how many. */
export async function forgetKeys(ledger: Ledger, clock: Clock, keepMs: number): Promise<number> {
  todo('a key that is never forgotten is a table that only grows');
}
