import type { Clock, Processor, QueueJob } from '#kit';
import type { Ledger, Transaction } from '../ledger.ts';

export interface Refund {
  order: string;
  refund: string;
  cents: number;
}

export function effectKey({ data: { order, refund } }: QueueJob<Refund>): string {
  return `refund:${order}${refund}`;
}

export async function once<T>(
  ledger: Ledger,
  clock: Clock,
  key: string,
  effect: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return ledger.transaction(async (tx) => {
    if (!(await tx.claim(key, clock.now()))) return (await tx.resultOf(key)) as T;
    const result = await effect(tx);
    await tx.keepResult(key, result);
    return result;
  });
}

export function refundProcessor(ledger: Ledger, clock: Clock): Processor {
  return (job: QueueJob<Refund>) =>
    once(ledger, clock, effectKey(job), (tx) => tx.refund(job.data.order, job.data.cents));
}

export async function forgetKeys(ledger: Ledger, clock: Clock, keepMs: number): Promise<number> {
  return ledger.transaction((tx) => tx.forgetBefore(clock.now() - keepMs));
}
