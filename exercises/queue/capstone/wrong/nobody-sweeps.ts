import type { JobQueue } from '#kit';
import type { NoSuchAccount, WorkerProcess } from '../shop.ts';
import { bury, effectKey, jobOptions, once, PermanentError, processorOf, type Refund } from '../solved-pieces.ts';

const policy = { retries: 4, firstWaitMs: 500, keepMs: 86_400_000, keepCount: 1_000 };

export async function accept(queue: JobQueue, refund: Refund): Promise<void> {
  await queue.add('refund', refund, jobOptions(policy));
}

export function runWorker({ clock, ledger, bank, letters, work }: WorkerProcess): void {
  const worker = work(async (job) => {
    const refund: Refund = job.data;
    const handle = processorOf(async () => {
      await bank.check(refund).catch(hopeless);
      return once(ledger, clock, effectKey(job), (tx) => tx.refund(refund.order, refund.cents));
    });
    return handle(job);
  });
  worker.on('failed', (job, error) => void bury(letters, job, error));
}

export async function sweep(_queue: JobQueue, _letters: JobQueue): Promise<void> {}

function hopeless(error: NoSuchAccount | Error): never {
  throw error.name === 'NoSuchAccount' ? new PermanentError(error.message) : error;
}
