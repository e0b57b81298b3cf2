import { type JobOptions, type JobQueue, type Processor, type QueueJob, todo } from '#kit';

export interface RetryPolicy {
  /** How often it is tried again after the first try. */
  retries: number;
  /** The longest the first wait may be; each wait after it is twice as long. */
  firstWaitMs: number;
  /** How long, and how many, jobs that ended are kept: for those that failed, and those that went well, alike. */
  keepMs: number;
  keepCount: number;
}

/** What trying again cannot repair: an address that does not exist, a payload that does not validate. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

/** What a dead job leaves: all that is needed to understand it and to send it again. */
export interface DeadLetter {
  queue: string;
  jobId: string;
  name: string;
  data: unknown;
  error: string;
  attempts: number;
}

/** Task 1. The options with which a job is added. */
export function jobOptions(policy: RetryPolicy): JobOptions {
  todo('attempts, backoff, removeOnComplete, removeOnFail');
}

/** Task 2. The handler as a processor whose PermanentError is not tried again; its message stays. */
export function processorOf(handler: (data: unknown) => Promise<unknown>): Processor {
  todo('turn a PermanentError into an UnrecoverableError');
}

/** Task 3. Hears of every try that failed. Adds one letter, named as the job, for each job that is tried no more. */
export async function bury(letters: JobQueue, job: QueueJob, error: Error): Promise<void> {
  todo('if the job is finished, add its letter');
}
