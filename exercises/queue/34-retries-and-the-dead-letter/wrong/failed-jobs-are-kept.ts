import { type JobOptions, type JobQueue, type Processor, type QueueJob, UnrecoverableError } from '#kit';

export interface RetryPolicy {
  retries: number;
  firstWaitMs: number;
  keepMs: number;
  keepCount: number;
}

export class PermanentError extends Error {
  override name = 'PermanentError';
}

export interface DeadLetter {
  queue: string;
  jobId: string;
  name: string;
  data: unknown;
  error: string;
  attempts: number;
}

export function jobOptions({ retries, firstWaitMs, keepMs, keepCount }: RetryPolicy): JobOptions {
  const keep = { age: keepMs / 1_000, count: keepCount };
  return {
    attempts: retries + 1,
    backoff: { type: 'exponential', delay: firstWaitMs, jitter: 0.5 },
    removeOnComplete: keep,
  };
}

export function processorOf(handler: (data: unknown) => Promise<unknown>): Processor {
  return async (job) => {
    try {
      return await handler(job.data);
    } catch (error) {
      throw error instanceof PermanentError ? new UnrecoverableError(error.message) : error;
    }
  };
}

export async function bury(letters: JobQueue, job: QueueJob, error: Error): Promise<void> {
  if (job.finishedOn === undefined) return;
  const { queueName: queue, id: jobId, name, data, attemptsMade: attempts } = job;
  const letter: DeadLetter = { queue, jobId, name, data, error: error.message, attempts };
  await letters.add(name, letter, { jobId: `${queue}/${jobId}`.replaceAll(':', '-') });
}
