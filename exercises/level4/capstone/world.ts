import type { MonitorStore } from './store.ts';

/** What a monitor process is given. It is the same program in each of its lives. */
export interface World {
  /** A file, which outlives every process. */
  readonly store: MonitorStore;
  readonly keys: { readonly admin: string; readonly viewer: string };
  /** Wall time, in epoch milliseconds. */
  now(): number;
  /** The work of a job for a slot; rejects when it fails. Every call leaves a trace that the verdict is drawn from. */
  work(job: string, slot: number): Promise<void>;
  /** Wakes somebody. */
  page(job: string, what: 'opened' | 'reminder' | 'closed'): Promise<void>;
  /** Says on which port of 127.0.0.1 the monitor listens, which also means that it is ready. */
  listening(port: number): void;
  /** Aborts when the process is asked to stop. A kill does not ask. */
  readonly stop: AbortSignal;
}

/** History beyond this is removed: older than an hour, or more than so many runs of a job. */
export const KEEP_MS = 3_600_000;
export const KEEP_RUNS = 500;
