import { zoneNamed } from '../../../examples/scheduler/cron/zone.ts';

/** What a clock on the wall of a zone shows. */
export interface WallTime {
  /** Like 2026-03-29. */
  readonly date: string;
  readonly hour: number;
  /** Like 02:30:00. */
  readonly time: string;
  /** Like UTC+02:00. */
  readonly offset: string;
  /** The clock showed this time before, and was then set back. */
  readonly repeated: boolean;
}

export function wallTime(instant: number, timeZone: string): WallTime {
  const { start, offset, shift } = zoneNamed(timeZone).at(instant);
  const shown = new Date(instant + offset).toISOString();
  return {
    date: shown.slice(0, 10),
    hour: Number(shown.slice(11, 13)),
    time: shown.slice(11, 19),
    offset: offsetName(offset),
    repeated: shift < 0 && instant < start - shift,
  };
}

function offsetName(offset: number): string {
  if (offset === 0) return 'UTC';
  return `UTC${offset < 0 ? '−' : '+'}${new Date(Math.abs(offset)).toISOString().slice(11, 16)}`;
}
