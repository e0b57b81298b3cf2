import type { FieldName } from './fields.ts';

export type CronErrorCode =
  | 'field-count'
  | 'nickname'
  | 'syntax'
  | 'out-of-range'
  | 'step'
  | 'time-zone'
  | 'policy'
  | 'instant';

/** Where a wrong value stood: a field of the expression, the whole of it, or an argument beside it. */
export type CronErrorField = FieldName | 'expression' | 'timeZone' | 'gap' | 'overlap' | 'after' | 'before';

const places: Record<CronErrorField, string> = {
  second: 'in the second field',
  minute: 'in the minute field',
  hour: 'in the hour field',
  dayOfMonth: 'in the day-of-month field',
  month: 'in the month field',
  dayOfWeek: 'in the day-of-week field',
  expression: 'as a cron expression',
  timeZone: 'as a time zone',
  gap: 'as the gap policy',
  overlap: 'as the overlap policy',
  after: 'as the instant to search after',
  before: 'as the instant to search before',
};

const LONGEST_SHOWN = 60;

export class CronError extends Error {
  override name = 'CronError';
  readonly code: CronErrorCode;
  readonly field: CronErrorField;
  readonly value: unknown;

  constructor(code: CronErrorCode, field: CronErrorField, value: unknown, expected: string) {
    super(`${show(value)} ${places[field]}: expected ${expected}`);
    this.code = code;
    this.field = field;
    this.value = value;
  }
}

function show(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
}
