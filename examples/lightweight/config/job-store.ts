// #region stored-job
/** A job as it is kept: what to call, when, and what is known of its past. */
export interface StoredJob {
  readonly name: string;
  /** The code to call, by the name it was registered under: a store cannot keep a function. */
  readonly handler: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly paused: boolean;
  /** Epoch milliseconds of the last slot that was run, or of the job's first registration. */
  readonly lastSlot: number;
}
// #endregion stored-job

/** Where jobs are kept between starts. */
export interface JobStore {
  all(): Promise<StoredJob[]>;
  /** Adds the job, or replaces the one of its name. */
  put(job: StoredJob): Promise<void>;
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Forgets everything when the process ends: right for jobs that the code registers anew at every start. */
export function memoryJobStore(): JobStore {
  const jobs = new Map<string, StoredJob>();
  return {
    all: async () => [...jobs.values()],
    put: async (job) => void jobs.set(job.name, job),
    remove: async (name) => void jobs.delete(name),
    close: async () => {},
  };
}
