import { type Clock, todo } from '#kit';

/** One run of a job, as the history keeps it. */
export interface RunRecord {
  readonly id: string;
  readonly job: string;
  /** Which start of the process it belongs to; every start has another. */
  readonly boot: string;
  /** Wall time, epoch milliseconds. */
  readonly startedAt: number;
  readonly status: 'running' | 'success' | 'failed' | 'abandoned';
  /** How long the work took, or null while nobody knows. */
  readonly durationMs: number | null;
  /** What went wrong, in words, or null. */
  readonly error: string | null;
}

/** Where records are kept. Every call takes a while, and may fail. */
export interface Store {
  insert(run: RunRecord): Promise<void>;
  update(id: string, changes: Partial<RunRecord>): Promise<void>;
  list(): Promise<RunRecord[]>;
}

/**
 * Task 1. Does the work and keeps a record of it: `running` from before it starts, `success` or `failed` once it has
 * ended. The caller gets what the work gave or threw, and not before the end is on record.
 */
export async function track<T>(
  clock: Clock,
  store: Store,
  run: Pick<RunRecord, 'id' | 'job' | 'boot'>,
  work: () => Promise<T>,
): Promise<T> {
  todo('write before the work, and again after it');
}

/**
 * Task 2. Called when the process starts, as `boot`. Whatever is still `running` from an earlier start becomes
 * `abandoned`; the answer is the ids of these runs.
 */
export async function recover(store: Store, boot: string): Promise<string[]> {
  todo('find what no process is working on any more');
}
