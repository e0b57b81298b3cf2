import { type JobQueue, todo } from '#kit';
import type { Refund } from './pieces.ts';
import type { WorkerProcess } from './shop.ts';

/** A customer asks for a refund, perhaps twice. Once this resolves it has been accepted, and must never be forgotten. */
export async function accept(queue: JobQueue, refund: Refund): Promise<void> {
  todo('add the job, with retries that outlast a bank away for two tries');
}

/** Asks the bank, then refunds, exactly once. An account that does not exist is a matter for the dead letters, at once. */
export function runWorker(process: WorkerProcess): void {
  todo('start a worker of your pieces, and bury what it gives up');
}

/** Called every two seconds by each process: buries what failed while nobody was there to do so. */
export async function sweep(queue: JobQueue, letters: JobQueue): Promise<void> {
  todo('every failed job has a letter');
}
