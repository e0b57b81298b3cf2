import type { RunRecord } from '../../../scheduler/index.ts';

/** What follows from a transaction, and is done once it is committed. */
export interface Consequences {
  /** Runs that came to stand in history as missed, skipped, cancelled, abandoned or waiting in line. */
  readonly told: RunRecord[];
  /** Runs that any worker may take now. */
  readonly offered: string[];
  /** Runs whose place a newer one has taken. */
  readonly replaced: { readonly id: string; readonly note: string }[];
}

export function noConsequences(): Consequences {
  return { told: [], offered: [], replaced: [] };
}
