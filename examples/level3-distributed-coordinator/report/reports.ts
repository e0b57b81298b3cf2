/**
 * Where the monthly report goes. A report written is a report sent: every accepted write is one more copy in somebody's
 * inbox, so `copies` is what the level is judged by.
 */
export interface Reports {
  /** Takes whatever comes. */
  append(report: Report): Promise<void>;
  /** Announces a token for a slot. From then on no older one is taken for it. */
  begin(report: FencedReport): Promise<'begun' | 'stale' | 'written'>;
  /** Takes the report if no newer token was announced and nobody wrote it yet. */
  write(report: FencedReport): Promise<boolean>;
  /** The largest token announced for a slot, or 0. */
  largestToken(slot: number): Promise<number>;
  /** All copies of slots from `since` on, in order. */
  copies(since: number): Promise<Report[]>;
}

export interface Report {
  job: string;
  slot: number;
  node: string;
}

export interface FencedReport extends Report {
  token: number;
}
