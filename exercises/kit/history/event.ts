/**
 * One thing that happened on one node. A history is a list of these in the order of `t`; it is only ever added to, and
 * verdicts come from it alone, never from the state things ended in.
 */
export interface HistoryEvent {
  /** Milliseconds since the history began, by one clock for all nodes. */
  t: number;
  /** Who. Faults done to everybody carry the name of what was hit: `redis`. */
  node: string;
  /** A verb in the third person, so that a timeline reads aloud: `acquires`, `writes`, `is killed`. */
  type: string;
  /** The scheduled instant, in the same milliseconds as `t`. */
  slot?: number;
  token?: number;
  note?: string;
}

export interface History {
  events: readonly HistoryEvent[];
  /** False when the end is missing: who wrote it died, or was cut off. Absence then proves nothing. */
  complete: boolean;
}
