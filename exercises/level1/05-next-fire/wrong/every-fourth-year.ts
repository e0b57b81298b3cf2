import type { Schedule } from '../schedule.ts';

export function isOnDay({ days, months, weekdays }: Schedule, instant: number): boolean {
  const date = new Date(instant);
  if (months && !months.includes(date.getUTCMonth() + 1)) return false;
  if (!days && !weekdays) return true;
  return Boolean(days?.includes(date.getUTCDate()) || weekdays?.includes(date.getUTCDay()));
}

export function next(schedule: Schedule, after: number): number | null {
  const from = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  const today = Math.floor(from / DAY_MS) * DAY_MS;
  for (let day = today; day <= today + LONGEST_WAIT_MS; day += DAY_MS) {
    if (!isOnDay(schedule, day)) continue;
    const fire = firstOfDay(schedule, day, from);
    if (fire !== undefined) return fire;
  }
  return null;
}

function firstOfDay({ minutes, hours }: Schedule, day: number, from: number): number | undefined {
  for (let instant = Math.max(day, from); instant < day + DAY_MS; instant += MINUTE_MS) {
    const date = new Date(instant);
    const hourFits = !hours || hours.includes(date.getUTCHours());
    if (hourFits && (!minutes || minutes.includes(date.getUTCMinutes()))) return instant;
  }
  return undefined;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LONGEST_WAIT_MS = (4 * 365 + 1) * DAY_MS;
