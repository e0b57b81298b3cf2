import { cronSchedule } from '../../scheduler/cron/index.ts';
import type { Measured } from './figures.ts';
import { localTime, minuteOf } from './local-time.ts';

/** When a market trades. Dates are those of the market, whatever day it is elsewhere. */
export interface MarketCalendar {
  readonly timeZone: string;
  readonly opens: string;
  readonly closes: string;
  readonly holidays: ReadonlySet<string>;
  readonly earlyCloses: ReadonlyMap<string, string>;
}

/** New York's stock market, as announced for 2026 and 2027. A calendar is data that runs out: replace it in time. */
export const newYork: MarketCalendar = {
  timeZone: 'America/New_York',
  opens: '09:30',
  closes: '16:00',
  holidays: new Set([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-04-03',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-11-26',
    '2026-12-25',
    '2027-01-01',
    '2027-01-18',
    '2027-02-15',
    '2027-03-26',
    '2027-05-31',
    '2027-06-18',
    '2027-07-05',
    '2027-09-06',
    '2027-11-25',
    '2027-12-24',
  ]),
  earlyCloses: new Map([
    ['2026-11-27', '13:00'],
    ['2026-12-24', '13:00'],
    ['2027-11-26', '13:00'],
  ]),
};

export function isMarketOpen(instant: number, calendar: MarketCalendar): boolean {
  const { date, minuteOfDay, weekday } = localTime(instant, calendar.timeZone);
  if (weekday === 0 || weekday === 6 || calendar.holidays.has(date)) return false;
  const closes = calendar.earlyCloses.get(date) ?? calendar.closes;
  return minuteOfDay >= minuteOf(calendar.opens) && minuteOfDay < minuteOf(closes);
}

/** The next opening bell after an instant: the weekday cron of it, less the holidays. */
export function nextOpen(after: number, calendar: MarketCalendar): number {
  const opening = minuteOf(calendar.opens);
  const bell = cronSchedule(`${opening % 60} ${Math.floor(opening / 60)} * * 1-5`, { timeZone: calendar.timeZone });
  let at = bell.next(after) as number;
  while (!isMarketOpen(at, calendar)) at = bell.next(at) as number;
  return at;
}

/** When a tick should really happen: now while the market is open, else at the next bell. */
export function sessionSlot(instant: number, calendar: MarketCalendar): number {
  return isMarketOpen(instant, calendar) ? instant : nextOpen(instant, calendar);
}

export function measureMarketSession({ everyMs = 15_000 } = {}): Measured {
  const from = Date.parse('2026-11-23T00:00:00-05:00');
  const week = 7 * 86_400_000;
  let open = 0;
  for (let at = from; at < from + week; at += everyMs) if (isMarketOpen(at, newYork)) open++;
  const all = week / everyMs;
  return {
    policy: 'market session',
    scene: `a refresh every ${everyMs / 1_000} s in the week of Thanksgiving 2026, with a holiday and an early close`,
    figures: [
      { what: 'refreshes in the week', before: all, after: open },
      { what: 'of which the market is closed', before: all - open, after: 0 },
    ],
  };
}
