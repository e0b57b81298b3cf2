import type { JobDefinition } from '../engine/definition.ts';
import type { RunRecord, RunState } from '../engine/run.ts';

/** A job as the store keeps it. */
export interface StoredJob {
  readonly definition: JobDefinition;
  readonly paused: boolean;
  /** Slots up to here are none of this job's business: the moment it was added or given its present trigger. */
  readonly since: number;
}

export interface LoadedJob extends StoredJob {
  /** The latest slot of the schedule that history holds, or null. Everything up to it has been decided. */
  readonly lastSlot: number | null;
}

/** What happened since the last write. */
export interface Batch {
  /** Runs that history has not seen. */
  readonly begun: readonly RunRecord[];
  /** Runs it has seen, as they stand now. */
  readonly changed: readonly RunRecord[];
  /** This very batch was tried before, and its answer was lost: it may have been written. */
  readonly again?: boolean;
}

export interface HistoryQuery {
  readonly job?: string;
  readonly states?: readonly RunState[];
  /** Slots from here on, */
  readonly from?: number;
  /** and before here. */
  readonly to?: number;
  /** Only what comes after this run in the list: the cursor of the next page. */
  readonly after?: Pick<RunRecord, 'slot' | 'id'>;
  readonly limit?: number;
}

export type RunCounts = Partial<Record<RunState, number>>;

export interface Retention {
  /** Ended runs whose slot is older than this instant go, */
  readonly before?: number;
  /** and all but this many of each job. The newest slot of a job always stays: it marks how far it has come. */
  readonly keepPerJob?: number;
}

/**
 * Where jobs and history live. `write` is all or nothing. It returns the ids of begun runs that it refused because
 * history already holds them. Of a batch that comes again it does not refuse what this life of the engine began.
 */
export interface Store {
  load(): Promise<LoadedJob[]>;
  saveJob(job: StoredJob): Promise<void>;
  removeJob(name: string): Promise<void>;
  write(batch: Batch): Promise<readonly string[]>;
  /** Ends what earlier lives of this node left open: what ran is abandoned, what was queued is missed. */
  recover(node: string, instance: string, now: number): Promise<RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  /** Latest slot first. */
  history(query: HistoryQuery): Promise<RunRecord[]>;
  counts(query: HistoryQuery): Promise<RunCounts>;
  /** Says how many runs it removed. */
  prune(retention: Retention): Promise<number>;
}
