import type { TimeOfDay, Zone } from '../zone.ts';

export function nextDaily(zone: Zone, time: TimeOfDay, after: number): number {
  const today = Math.floor(zone.localTime(after) / DAY_MS) * DAY_MS;
  for (let day = today; ; day += DAY_MS) {
    const local = day + time.hour * HOUR_MS + time.minute * MINUTE_MS;
    const next = shownFrom(zone, local).find((instant) => instant > after);
    if (next !== undefined) return next;
  }
}

function shownFrom(zone: Zone, local: number): readonly number[] {
  const instants = zone.instantsOf(local);
  return instants.length > 0 ? instants : shownFrom(zone, local + MINUTE_MS);
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
