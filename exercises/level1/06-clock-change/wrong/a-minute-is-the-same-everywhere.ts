import type { TimeOfDay, Zone } from '../zone.ts';

export function nextDaily(zone: Zone, time: TimeOfDay, after: number): number {
  const today = Math.floor(zone.localTime(after) / DAY_MS) * DAY_MS;
  for (let day = today; ; day += DAY_MS) {
    const instant = firstFrom(zone, day + time.hour * HOUR_MS + time.minute * MINUTE_MS);
    if (instant > after) return instant;
  }
}

/** A time in the gap is never shown: the first one that is shown comes right after the gap. */
function firstFrom(zone: Zone, local: number): number {
  const [first] = zone.instantsOf(local);
  return first ?? firstFrom(zone, local + MINUTE_MS);
}

export function nextHourly(_zone: Zone, minute: number, after: number): number {
  const hour = Math.floor(after / HOUR_MS) * HOUR_MS;
  const fire = hour + minute * MINUTE_MS;
  return fire > after ? fire : fire + HOUR_MS;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
