import { DAY_MS, dayNumber } from './civil.ts';
import { CronError } from './error.ts';

/** A stretch of time, from `start` up to but not including `end`, through which a zone's clocks keep one offset. */
export interface Segment {
  start: number;
  end: number;
  /** Local time minus UTC. */
  offset: number;
  /** How far clocks were moved at `start`: above 0 local times were left out, below 0 they were shown again. */
  shift: number;
}

/**
 * A zone's offsets without asking Intl each time: one question costs Intl a microsecond or more, a search for a run
 * would ask several, and the answer changes twice a year. So a year of the zone is examined when it is first
 * touched, and from then on the segments found in it answer.
 */
export class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #years = new Map<number, Segment[]>();
  #recent: Segment = { start: 0, end: 0, offset: 0, shift: 0 };

  constructor(name: string) {
    this.#format = formatFor(name);
  }

  at(instant: number): Segment {
    const recent = this.#recent;
    if (instant >= recent.start && instant < recent.end) return recent;
    const year = Math.floor(instant / YEAR_MS);
    const segments = this.#years.get(year) ?? this.#examine(year);
    let index = segments.length - 1;
    while ((segments[index] as Segment).start > instant) index--;
    this.#recent = segments[index] as Segment;
    return this.#recent;
  }

  #examine(year: number): Segment[] {
    const end = (year + 1) * YEAR_MS;
    const segments: Segment[] = [];
    let start = year * YEAR_MS;
    let before = this.#offset(start - 1000);
    while (start < end) {
      const offset = this.#offset(start);
      const change = this.#nextChange(start, offset, end);
      segments.push({ start, end: change, offset, shift: offset - before });
      before = offset;
      start = change;
    }
    this.#years.set(year, segments);
    return segments;
  }

  /** Weekly probes, then halving. No zone in use has changed its clocks and changed them back within a week. */
  #nextChange(start: number, offset: number, end: number): number {
    let same = start;
    let probe = start;
    do {
      if (probe >= end) return end;
      same = probe;
      probe = Math.min(probe + WEEK_MS, end);
    } while (this.#offset(probe) === offset);
    while (probe - same > 1000) {
      const middle = same + Math.floor((probe - same) / 2000) * 1000;
      if (this.#offset(middle) === offset) same = middle;
      else probe = middle;
    }
    return probe;
  }

  #offset(instant: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    return dayNumber(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 - instant;
  }
}

const zones = new Map<string, Zone>();

/** The zone of that name, shared by all who ask. An unknown name is refused. */
export function zoneNamed(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = new Zone(name);
    zones.set(name, zone);
  }
  return zone;
}

const WEEK_MS = 7 * DAY_MS;
/** The mean Gregorian year. It need not begin in January: it only has to come round about as often as the rules. */
const YEAR_MS = 365.2425 * DAY_MS;

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const expected = 'an IANA name such as Europe/Berlin, or UTC';
  if (typeof timeZone !== 'string' || !/^[a-z]/i.test(timeZone)) {
    throw new CronError('time-zone', 'timeZone', timeZone, expected);
  }
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new CronError('time-zone', 'timeZone', timeZone, expected);
  }
}
