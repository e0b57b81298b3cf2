import type { JobQueue } from '#kit';
import type { NoSuchAccount, WorkerProcess } from '../shop.ts';
import { bury, effectKey, jobOptions, PermanentError, processorOf, type Refund } from '../solved-pieces.ts';

const policy = { retries: 4, firstWaitMs: 500, keepMs: 86_400_000, keepCount: 1_000 };

export async function accept(queue: JobQueue, refund: Refund): Promise<void> {
  await queue.add('refund', refund, jobOptions(policy));
}

export function runWorker({ clock, ledger, bank, letters, work }: WorkerProcess): void {
  const worker = work(async (job) => {
    const refund: Refund = job.data;
    const handle = processorOf(async () => {
      await bank.check(refund).catch(hopeless);
      const isFirst = await ledger.transaction((tx) => tx.claim(effectKey(job), clock.now()));
      if (isFirst) return ledger.transaction((tx) => tx.refund(refund.order, refund.cents));
      return undefined;
    });
    return handle(job);
  });
  worker.on('failed', (job, error) => void bury(letters, job, error));
}

export async function sweep(queue: JobQueue, letters: JobQueue): Promise<void> {
  for (const job of await queue.getJobs('failed')) await bury(letters, job, new Error(job.failedReason));
}

function hopeless(error: NoSuchAccount | Error): never {
  throw error.name === 'NoSuchAccount' ? new PermanentError(error.message) : error;
}
