import type { Clock, Redis } from '#kit';

/** The world of one node. It is the same program on all of them, and again after each kill. */
export interface Node {
  readonly id: string;
  /** Its wall clock may be wrong by seconds. */
  readonly clock: Clock;
  readonly redis: Redis;
  readonly reports: Reports;
  readonly settings: Settings;
  /** No slot before this is due. */
  readonly since: number;
  /** Says what this node did; `✗` in a timeline stands behind one of these. */
  record(deed: Deed, details: { slot: number; token?: number; note?: string }): void;
  /** Aborts when the node is asked to stop. */
  readonly stop: AbortSignal;
}

export type Deed = 'comes to' | 'acquires' | 'takes over' | 'starts' | 'writes' | 'loses' | 'cannot reach';

/** The times of the job, in milliseconds. All nodes have the same. */
export interface Settings {
  readonly job: string;
  readonly everyMs: number;
  readonly leaseMs: number;
  /** How long to wait before looking at a slot again. */
  readonly tickMs: number;
  /** How long making a report takes. */
  readonly workMs: number;
  /** How long after its time a slot is still worth running. */
  readonly patienceMs: number;
}

/** The table of reports, in a database of its own: it may be slow, and it does not forget. */
export interface Reports {
  /** Takes whatever comes, token or not. */
  append(report: Omit<Report, 'token'>): Promise<void>;
  /** Announces a token for a slot. From then on none that is older or equal is taken for it. */
  begin(report: Report): Promise<'begun' | 'stale' | 'written'>;
  /** Takes the report if no newer token was announced, and says whether it did. */
  write(report: Report): Promise<boolean>;
  /** The largest token announced for a slot, or 0. */
  largestToken(slot: number): Promise<number>;
}

export interface Report {
  readonly job: string;
  readonly slot: number;
  readonly node: string;
  readonly token: number;
}
