/** What cron counts, and what one parsed field is: plain data that can be stored, sent and compared. */

export type FieldName = 'second' | 'minute' | 'hour' | 'dayOfMonth' | 'month' | 'dayOfWeek';

export interface FieldSpec {
  name: FieldName;
  min: number;
  max: number;
  /** The highest number accepted in writing: Sunday is 0 and, by an old habit, 7. */
  top: number;
  /** Names for the numbers from `min` on. */
  names: readonly string[];
}

export const fieldSpecs: readonly FieldSpec[] = [
  { name: 'second', min: 0, max: 59, top: 59, names: [] },
  { name: 'minute', min: 0, max: 59, top: 59, names: [] },
  { name: 'hour', min: 0, max: 23, top: 23, names: [] },
  { name: 'dayOfMonth', min: 1, max: 31, top: 31, names: [] },
  {
    name: 'month',
    min: 1,
    max: 12,
    top: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'dayOfWeek', min: 0, max: 6, top: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
];

/** One entry of a field's comma-separated list. */
export type Item =
  | { kind: 'every'; step: number }
  | { kind: 'value'; value: number }
  /** `to` below `from` runs over the end of the field: 22-2 is 22, 23, 0, 1, 2. */
  | { kind: 'range'; from: number; to: number; step: number }
  /** L is the last day of the month, L-3 the third before it. */
  | { kind: 'last'; before: number }
  /** The Monday-to-Friday day nearest to a day of the month, within that month. */
  | { kind: 'nearest-weekday'; day: number | 'last' }
  | { kind: 'nth'; weekday: number; nth: number }
  | { kind: 'last-of-weekday'; weekday: number };

export interface CronField {
  name: FieldName;
  source: string;
  /** Where the field stands in the expression; both 0 for the seconds that five fields leave out. */
  start: number;
  end: number;
  items: readonly Item[];
  /** The plain numbers among the items, sorted. `L`, `15W`, `5#2` depend on the month and are not here. */
  values: readonly number[];
  /** Exactly `*` or `?`: of the two day fields, the other one alone decides. */
  unrestricted: boolean;
  /** Begins with `*`: the job follows the clock round, rather than naming its times. */
  wildcard: boolean;
}

export type CronFields = Record<FieldName, CronField>;
