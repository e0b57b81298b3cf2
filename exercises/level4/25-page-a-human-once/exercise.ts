import { todo } from '#kit';

export type Outcome = 'success' | 'failed' | 'skipped';

export interface Alert {
  readonly job: string;
  /** When it was last said, in epoch milliseconds. */
  readonly pagedAt: number;
}

/** What outlives the process. */
export interface AlertStore {
  find(job: string): Promise<Alert | undefined>;
  save(alert: Alert): Promise<void>;
  remove(job: string): Promise<void>;
}

export type Page = (job: string, what: 'opened' | 'reminder' | 'closed') => Promise<void>;

export interface Desk {
  readonly store: AlertStore;
  readonly page: Page;
  now(): number;
}

/** Task 1. How many of the latest runs have failed since the last success; the newest comes last. */
export function failuresInARow(runs: readonly Outcome[]): number {
  todo('from the newest back to the first success');
}

/** Task 2. Says once that a job fails, and once that it works again. */
export async function look(desk: Desk, job: string, runs: readonly Outcome[]): Promise<void> {
  todo('is something wrong, and has it been said?');
}

/** Task 3. The same, and reminds each hour for as long as it lasts. */
export async function lookAndRemind(desk: Desk, job: string, runs: readonly Outcome[]): Promise<void> {
  todo('an open alert has been quiet for how long?');
}
