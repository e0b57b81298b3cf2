import { maskOf } from './bits.ts';
import type { CronFields, Item } from './fields.ts';

/** Both day fields, ready to say which days of a month they choose. */
export interface DayRule {
  dayOfMonth: DayField;
  dayOfWeek: DayField;
}

interface DayField {
  unrestricted: boolean;
  /** Plain numbers as bits. */
  mask: number;
  /** What depends on the shape of the month. */
  special: readonly Item[];
}

export function dayRuleOf(fields: CronFields): DayRule {
  const rule = (name: 'dayOfMonth' | 'dayOfWeek'): DayField => ({
    unrestricted: fields[name].unrestricted,
    mask: maskOf(fields[name].values),
    special: fields[name].items.filter(({ kind }) => kind !== 'every' && kind !== 'value' && kind !== 'range'),
  });
  return { dayOfMonth: rule('dayOfMonth'), dayOfWeek: rule('dayOfWeek') };
}

// #region either-day
/**
 * The days (as bits 1 to 31) the rule chooses in a month of `length` days that begins on weekday `first`.
 * When both fields are restricted a day that satisfies either is chosen; a field that is not has no say.
 */
export function daysOfMonth({ dayOfMonth, dayOfWeek }: DayRule, length: number, first: number): number {
  const all = (-1 >>> (31 - length)) & ~1;
  if (dayOfMonth.unrestricted && dayOfWeek.unrestricted) return all;
  let days = 0;
  if (!dayOfMonth.unrestricted) {
    days |= dayOfMonth.mask;
    for (const item of dayOfMonth.special) days |= bit(dayOf(item, length, first));
  }
  if (!dayOfWeek.unrestricted) {
    days |= repeatWeekly(dayOfWeek.mask, first);
    for (const item of dayOfWeek.special) days |= bit(dayOf(item, length, first));
  }
  return days & all;
}
// #endregion either-day

/** Weekdays as bits 0 to 6, turned so that the month's first day comes first, then laid out over five weeks. */
function repeatWeekly(weekdays: number, first: number): number {
  const week = ((weekdays | (weekdays << 7)) >> first) & 127;
  return (week << 1) | (week << 8) | (week << 15) | (week << 22) | (week << 29);
}

/** The one day a special item means in this month; 0 or less, or above `length`, when it has none. */
function dayOf(item: Item, length: number, first: number): number {
  if (item.kind === 'last') return length - item.before;
  if (item.kind === 'nearest-weekday') return nearestWeekday(item.day === 'last' ? length : item.day, length, first);
  if (item.kind === 'nth') return firstOn(item.weekday, first) + 7 * (item.nth - 1);
  if (item.kind === 'last-of-weekday') return lastOn(item.weekday, length, first);
  return 0;
}

function firstOn(weekday: number, first: number): number {
  return 1 + ((weekday - first + 7) % 7);
}

function lastOn(weekday: number, length: number, first: number): number {
  const day = firstOn(weekday, first) + 28;
  return day > length ? day - 7 : day;
}

/** Saturday moves to Friday and Sunday to Monday, but never into another month. */
function nearestWeekday(day: number, length: number, first: number): number {
  if (day > length) return 0;
  const weekday = (first + day - 1) % 7;
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === length ? day - 2 : day + 1;
  return day;
}

function bit(day: number): number {
  return day >= 1 && day <= 31 ? 1 << day : 0;
}
