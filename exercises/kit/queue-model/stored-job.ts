import type { JobOptions, JobState } from './types.ts';

/** A job as the server has it. */
export interface StoredJob {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly queue: string;
  readonly data: string;
  readonly opts: JobOptions;
  readonly timestamp: number;
  readonly scheduler?: string | undefined;
  readonly parent?: StoredJob | undefined;
  state: JobState;
  attemptsMade: number;
  stalls: number;
  /** Who works on it, and until when anybody else keeps away. */
  token?: string | undefined;
  lockedUntil: number;
  finishedOn?: number | undefined;
  failedReason?: string | undefined;
  returnvalue?: string | undefined;
  /** A child took it down: the next worker that picks it up fails it with this. */
  deferredFailure?: string | undefined;
  readonly pending: Set<string>;
  readonly childrenValues: Record<string, string>;
  readonly ignoredFailures: Record<string, string>;
}

export const hasEnded = ({ state }: StoredJob): boolean => state === 'completed' || state === 'failed';
