import type { Slot } from '../tasks/slot.ts';

export const outcomes = ['success', 'failed', 'timeout', 'expired', 'handed-back'] as const;
export type Outcome = (typeof outcomes)[number];

/** One attempt at one job, as it is counted and remembered. */
export interface Run {
  readonly task: string;
  readonly jobId: string;
  readonly slot: Slot | undefined;
  readonly dueAt: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly error?: string;
}

export type RunObserver = (run: Run) => Promise<void> | void;
