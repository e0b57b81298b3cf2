import type { CronFields } from './fields.ts';
import type { GapPolicy, OverlapPolicy } from './schedule.ts';

/**
 * The rules of time zones in their slowest and plainest form, for tests to compare with: look at the wall clock
 * (Intl's) at every minute of a stretch of time and decide, minute by minute, whether the job runs.
 */
export interface WallMinute {
  instant: number;
  /** Local time as if it were UTC. */
  local: number;
}

const MINUTE_MS = 60_000;

export function wallMinutes(timeZone: string, from: number, to: number): WallMinute[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const minutes: WallMinute[] = [];
  for (let instant = from; instant < to; instant += MINUTE_MS) {
    minutes.push({ instant, local: Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) });
  }
  return minutes;
}

export function runsAmong(minutes: readonly WallMinute[], fields: CronFields, gap: GapPolicy, overlap: OverlapPolicy) {
  const roundTheClock = fields.hour.source.startsWith('*');
  const wildcard = roundTheClock || fields.minute.source.startsWith('*');
  const repeats = overlap === 'both' || (overlap === 'wildcard' && wildcard);
  const runs = new Set<number>();
  const shown = new Set<number>();
  let expected = minutes[0]?.local ?? 0;
  for (const { instant, local } of minutes) {
    for (let lost = expected; lost < local; lost += MINUTE_MS) {
      if (gap === 'shift' && !roundTheClock && matches(fields, lost)) runs.add(instant);
    }
    if (matches(fields, local) && (repeats || !shown.has(local))) runs.add(instant);
    shown.add(local);
    expected = local + MINUTE_MS;
  }
  return [...runs];
}

function matches({ minute, hour, month, dayOfMonth, dayOfWeek }: CronFields, local: number): boolean {
  const date = new Date(local);
  if (!minute.values.includes(date.getUTCMinutes())) return false;
  if (!hour.values.includes(date.getUTCHours())) return false;
  if (!month.values.includes(date.getUTCMonth() + 1)) return false;
  const dayMatches = dayOfMonth.values.includes(date.getUTCDate());
  const weekdayMatches = dayOfWeek.values.includes(date.getUTCDay());
  if (dayOfMonth.unrestricted) return weekdayMatches;
  return dayOfWeek.unrestricted ? dayMatches : dayMatches || weekdayMatches;
}
