import { firstFrom, firstOfWideFrom, lastOfWideUpTo, lastUpTo, maskOf, NONE, type WideSet, wideSetOf } from './bits.ts';
import { DAY_MS, dayNumber, monthLength, packedDate, weekday } from './civil.ts';
import type { CronFields } from './fields.ts';
import { type DayRule, dayRuleOf, daysOfMonth } from './month-days.ts';

/** Schedules end with the four-digit years; a search that gets there has found nothing. */
export const FIRST_YEAR = 1000;
export const LAST_YEAR = 9999;

const DAY_SECONDS = DAY_MS / 1000;
const everyWeekday = [0, 1, 2, 3, 4, 5, 6];

/**
 * The times an expression means on a calendar without time zones. A local time is a number of milliseconds that
 * would be an epoch instant if the clock on the wall showed UTC.
 */
export class LocalTimes {
  readonly #seconds: WideSet;
  readonly #minutes: WideSet;
  readonly #hours: number;
  readonly #months: number;
  readonly #days: DayRule;
  readonly #possible: boolean;
  /** Seconds into the day. */
  readonly #firstTime: number;
  readonly #lastTime: number;

  constructor(fields: CronFields) {
    this.#seconds = wideSetOf(fields.second.values);
    this.#minutes = wideSetOf(fields.minute.values);
    this.#hours = maskOf(fields.hour.values);
    this.#months = maskOf(fields.month.values);
    this.#days = dayRuleOf(fields);
    this.#possible = fields.month.values.some((month) => this.#canFallIn(month));
    this.#firstTime = this.#timeFrom(0);
    this.#lastTime = this.#timeUpTo(DAY_SECONDS - 1);
  }

  /** The first local time later than `after`, or null. */
  next(after: number): number | null {
    if (!this.#possible) return null;
    const second = Math.floor(after / 1000) + 1;
    const day = Math.floor(second / DAY_SECONDS);
    const time = this.#timeFrom(second - day * DAY_SECONDS);
    const found = this.#dayFrom(time === NONE ? day + 1 : day);
    if (found === null) return null;
    return (found * DAY_SECONDS + (found === day ? time : this.#firstTime)) * 1000;
  }

  /** The last local time earlier than `before`, or null. */
  previous(before: number): number | null {
    if (!this.#possible) return null;
    const second = Math.ceil(before / 1000) - 1;
    const day = Math.floor(second / DAY_SECONDS);
    const time = this.#timeUpTo(second - day * DAY_SECONDS);
    const found = this.#dayUpTo(time === NONE ? day - 1 : day);
    if (found === null) return null;
    return (found * DAY_SECONDS + (found === day ? time : this.#lastTime)) * 1000;
  }

  #timeFrom(time: number): number {
    const hour = (time / 3600) | 0;
    const minute = ((time / 60) | 0) % 60;
    if ((this.#hours >> hour) & 1) {
      const sameMinute = firstOfWideFrom(this.#minutes, minute) === minute;
      const second = sameMinute ? firstOfWideFrom(this.#seconds, time % 60) : NONE;
      if (second !== NONE) return hour * 3600 + minute * 60 + second;
      const later = firstOfWideFrom(this.#minutes, minute + 1);
      if (later !== NONE) return hour * 3600 + later * 60 + firstOfWideFrom(this.#seconds, 0);
    }
    const later = firstFrom(this.#hours, hour + 1);
    if (later === NONE) return NONE;
    return later * 3600 + firstOfWideFrom(this.#minutes, 0) * 60 + firstOfWideFrom(this.#seconds, 0);
  }

  #timeUpTo(time: number): number {
    const hour = (time / 3600) | 0;
    const minute = ((time / 60) | 0) % 60;
    if ((this.#hours >> hour) & 1) {
      const sameMinute = lastOfWideUpTo(this.#minutes, minute) === minute;
      const second = sameMinute ? lastOfWideUpTo(this.#seconds, time % 60) : NONE;
      if (second !== NONE) return hour * 3600 + minute * 60 + second;
      const earlier = lastOfWideUpTo(this.#minutes, minute - 1);
      if (earlier !== NONE) return hour * 3600 + earlier * 60 + lastOfWideUpTo(this.#seconds, 63);
    }
    const earlier = hour === 0 ? NONE : lastUpTo(this.#hours, hour - 1);
    if (earlier === NONE) return NONE;
    return earlier * 3600 + lastOfWideUpTo(this.#minutes, 63) * 60 + lastOfWideUpTo(this.#seconds, 63);
  }

  #dayFrom(day: number): number | null {
    const date = packedDate(day);
    let year = Math.floor(date / 512);
    let month = (date >> 5) & 15;
    let from = date & 31;
    while (year <= LAST_YEAR) {
      if ((this.#months >> month) & 1) {
        const start = dayNumber(year, month, 1);
        const found = firstFrom(daysOfMonth(this.#days, monthLength(year, month), weekday(start)), from);
        if (found !== NONE) return start + found - 1;
      }
      month = firstFrom(this.#months, month + 1);
      from = 1;
      if (month !== NONE) continue;
      year++;
      month = firstFrom(this.#months, 1);
    }
    return null;
  }

  #dayUpTo(day: number): number | null {
    const date = packedDate(day);
    let year = Math.floor(date / 512);
    let month = (date >> 5) & 15;
    let to = date & 31;
    while (year >= FIRST_YEAR) {
      if ((this.#months >> month) & 1) {
        const start = dayNumber(year, month, 1);
        const found = lastUpTo(daysOfMonth(this.#days, monthLength(year, month), weekday(start)), to);
        if (found !== NONE) return start + found - 1;
      }
      month = lastUpTo(this.#months, month - 1);
      to = 31;
      if (month !== NONE) continue;
      year--;
      month = lastUpTo(this.#months, 12);
    }
    return null;
  }

  /** Every month meets every weekday as its first within 400 years, February in both lengths. */
  #canFallIn(month: number): boolean {
    const lengths = month === 2 ? [28, 29] : [monthLength(1970, month)];
    return lengths.some((length) => everyWeekday.some((first) => daysOfMonth(this.#days, length, first) !== 0));
  }
}
