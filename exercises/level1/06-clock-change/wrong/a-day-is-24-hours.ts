import type { TimeOfDay, Zone } from '../zone.ts';

export function nextDaily(zone: Zone, time: TimeOfDay, after: number): number {
  const today = Math.floor(zone.localTime(after) / DAY_MS) * DAY_MS;
  const instant = firstFrom(zone, today + time.hour * HOUR_MS + time.minute * MINUTE_MS);
  return instant > after ? instant : instant + DAY_MS;
}

/** A time in the gap is never shown: the first one that is shown comes right after the gap. */
function firstFrom(zone: Zone, local: number): number {
  const [first] = zone.instantsOf(local);
  return first ?? firstFrom(zone, local + MINUTE_MS);
}

export function nextHourly(zone: Zone, minute: number, after: number): number {
  let instant = Math.floor(after / MINUTE_MS) * MINUTE_MS;
  do instant += MINUTE_MS;
  while (zone.localTime(instant) % HOUR_MS !== minute * MINUTE_MS);
  return instant;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
