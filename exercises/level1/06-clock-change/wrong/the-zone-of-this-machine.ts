import type { TimeOfDay, Zone } from '../zone.ts';

export function nextDaily(_zone: Zone, time: TimeOfDay, after: number): number {
  const fire = new Date(after);
  fire.setHours(time.hour, time.minute, 0, 0);
  if (fire.getTime() <= after) fire.setDate(fire.getDate() + 1);
  return fire.getTime();
}

export function nextHourly(zone: Zone, minute: number, after: number): number {
  let instant = Math.floor(after / MINUTE_MS) * MINUTE_MS;
  do instant += MINUTE_MS;
  while (zone.localTime(instant) % HOUR_MS !== minute * MINUTE_MS);
  return instant;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
