import { todo } from '#kit';

export interface ScheduledJob {
  readonly name: string;
  readonly cron: string;
  /** An IANA name: the zone in which the expression is meant. */
  readonly timeZone: string;
  readonly paused: boolean;
  /** What the scheduler would do next; a preview keeps its hands off. */
  nextAt: number | null;
  run(): void;
}

/** A part of the time line, in epoch milliseconds: from `from` on, up to but without `until`. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

export interface Planned {
  readonly job: string;
  readonly slot: number;
}

/** Task 1. The slots of one job in the window, at most `limit`. */
export function slotsOf(job: ScheduledJob, window: Window, limit: number): readonly number[] {
  todo('ask for the next one again and again');
}

/** Task 2. The slots of all jobs that are not paused, the earliest first, at most `limit`. */
export function preview(jobs: readonly ScheduledJob[], window: Window, limit: number): readonly Planned[] {
  todo('the slots of each, put in order');
}

/** Task 3. The minute in which most slots lie. */
export function fullestMinute(planned: readonly Planned[]): { readonly minute: number; readonly slots: number } | null {
  todo('count by minute');
}
