/**
 * When a cron expression runs in a time zone.
 *
 * A zone's clocks keep one offset for months, then are moved. Within such a segment local time and UTC differ by a
 * constant, so the search is plain calendar arithmetic; only the seams need rules.
 *   Clocks go forward: local times are left out. With `gap: 'shift'` a run that falls there happens at the first
 *     instant after the gap, once however many it were. A job whose hour field begins with `*` goes round the clock
 *     and simply continues: it has lost nothing.
 *   Clocks go back: local times come twice. Whether the second showing counts is the overlap policy. 'wildcard' is
 *     what vixie cron does: a job whose minute or hour field begins with `*` follows the clock through both hours,
 *     one that names its time runs at the first.
 *
 * Why not croner or cron-parser: neither leaves these policies to the job, and each search costs them a hundred times
 * as much or more (`npm run bench -- cron`), which an engine with ten thousand jobs would feel.
 */
import { DAY_MS } from './civil.ts';
import { compileCron } from './compile.ts';
import { CronError } from './error.ts';
import type { CronFields } from './fields.ts';
import { FIRST_YEAR, LAST_YEAR, type LocalTimes } from './local-times.ts';
import { parseCron } from './parse.ts';
import { type Segment, type Zone, zoneNamed } from './zone.ts';

export type GapPolicy = 'shift' | 'skip';
export type OverlapPolicy = 'wildcard' | 'both' | 'once';

export interface CronOptions {
  /** An IANA name; UTC if left out, never the zone of the process. */
  timeZone?: string;
  gap?: GapPolicy;
  overlap?: OverlapPolicy;
}

export interface CronSchedule {
  readonly expression: string;
  readonly timeZone: string;
  readonly fields: CronFields;
  /** The first run later than `after`, or null when there is none before the year 10000. */
  next(after: number): number | null;
  /** The last run earlier than `before`, or null when there is none since the year 1000. */
  previous(before: number): number | null;
}

export function cronSchedule(expression: string, options: CronOptions = {}): CronSchedule {
  return new ZonedSchedule(expression, options);
}

/** Farther than any zone's clocks have ever been moved, with room to spare. */
const SEAM_MS = 2 * DAY_MS;
const EARLIEST = Date.UTC(FIRST_YEAR, 0, 1);
const LATEST = Date.UTC(LAST_YEAR + 1, 0, 1);

class ZonedSchedule implements CronSchedule {
  readonly expression: string;
  readonly timeZone: string;
  readonly #times: LocalTimes;
  readonly #zone: Zone;
  readonly #shifts: boolean;
  readonly #repeats: boolean;

  constructor(expression: string, { timeZone = 'UTC', gap = 'shift', overlap = 'wildcard' }: CronOptions) {
    const { times, minuteWildcard, hourWildcard } = compileCron(expression);
    this.expression = expression;
    this.timeZone = timeZone;
    this.#times = times;
    this.#zone = zoneNamed(timeZone);
    this.#shifts = oneOf(['shift', 'skip'], gap, 'gap') === 'shift' && !hourWildcard;
    oneOf(['wildcard', 'both', 'once'], overlap, 'overlap');
    this.#repeats = overlap === 'both' || (overlap === 'wildcard' && (minuteWildcard || hourWildcard));
  }

  /** Parsed anew: who holds a million schedules rarely asks, and would pay for the answer in memory. */
  get fields(): CronFields {
    return parseCron(this.expression);
  }

  // #region next
  next(after: number): number | null {
    const start = instant(after, 'after');
    let segment = this.#zone.at(start);
    let from = Math.max(start + segment.offset, this.#opening(segment) - 1);
    for (;;) {
      const local = this.#times.next(from);
      if (local === null) return null;
      const { end, offset } = segment;
      if (local - offset < end) return local - offset;
      segment = this.#zone.at(Math.max(end, local - offset - SEAM_MS));
      if (this.#shifts && segment.shift > 0 && local < segment.start + segment.offset) return segment.start;
      from = this.#opening(segment) - 1;
    }
  }
  // #endregion next

  previous(before: number): number | null {
    const end = instant(before, 'before');
    let segment = this.#zone.at(Math.ceil(end) - 1);
    let until = end + segment.offset;
    for (;;) {
      const local = this.#times.previous(until);
      if (local === null) return null;
      const { start, offset, shift } = segment;
      if (local >= this.#opening(segment)) return local - offset;
      if (this.#shifts && shift > 0 && local >= start + offset - shift) return start;
      segment = this.#zone.at(Math.min(start - 1, local - offset + SEAM_MS));
      until = segment.end + segment.offset;
    }
  }

  /** The first local time in the segment that counts: where clocks went back, perhaps only what was not shown yet. */
  #opening({ start, offset, shift }: Segment): number {
    return start + offset - (shift < 0 && !this.#repeats ? shift : 0);
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: T, field: 'gap' | 'overlap'): T {
  if (allowed.includes(value)) return value;
  throw new CronError('policy', field, value, `one of ${allowed.join(', ')}`);
}

/** Instants beyond the four-digit years count as their edge: there is nothing to find out there. */
function instant(value: number, field: 'after' | 'before'): number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new CronError('instant', field, value, 'a number of milliseconds since 1970');
  }
  return Math.min(Math.max(value, EARLIEST), LATEST);
}
