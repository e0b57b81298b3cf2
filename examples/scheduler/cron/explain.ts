import type { CronField, CronFields, FieldName } from './fields.ts';
import { fieldSpecs } from './fields.ts';
import { parseCron } from './parse.ts';
import { fieldWords, list } from './words.ts';

export interface FieldDescription {
  name: FieldName;
  source: string;
  text: string;
  /** Where the field stands in the expression. */
  start: number;
  end: number;
}

export interface CronDescription {
  text: string;
  fields: FieldDescription[];
}

/** The expression in plain words, and each of its fields: for a reader who points at one. */
export function describeCron(expression: string): CronDescription {
  const fields = parseCron(expression);
  const written = fieldSpecs.map(({ name }) => fields[name]).filter(({ start, end }) => end > start);
  return {
    text: sentence(fields),
    fields: written.map((field) => ({
      name: field.name,
      source: field.source,
      text: fieldWords(field),
      start: field.start,
      end: field.end,
    })),
  };
}

export function explainCron(expression: string): string {
  return describeCron(expression).text;
}

function sentence(fields: CronFields): string {
  const text = `${[timeWords(fields), dayWords(fields)].filter(Boolean).join(' ')}${monthWords(fields)}`;
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** More clock times than these are easier to grasp as a pattern. */
const MOST_CLOCK_TIMES = 6;

function timeWords({ second, minute, hour }: CronFields): string {
  const named = [second, minute, hour].every((field) => field.items.every((item) => item.kind === 'value'));
  const times = second.values.length * minute.values.length * hour.values.length;
  if (named && times <= MOST_CLOCK_TIMES) return `at ${list(clockTimes(second, minute, hour))}`;

  const smallestFirst = [second, minute, hour];
  while (smallestFirst.length > 1 && isZero(smallestFirst[0] as CronField) && smallestFirst[1]?.wildcard)
    smallestFirst.shift();
  if (isZero(smallestFirst[0] as CronField) && smallestFirst.length === 3) smallestFirst.shift();
  const [smallest, ...larger] = smallestFirst as [CronField, ...CronField[]];
  const words = fieldWords(smallest);
  const recurring = words.startsWith('every');
  const within = larger.filter((field, index) => !field.unrestricted || (index === 0 && !recurring));
  return [recurring ? words : `at ${words}`, ...within.map((field) => fieldWords(field, 'nth'))].join(' of ');
}

function isZero(field: CronField): boolean {
  return field.values.length === 1 && field.values[0] === 0;
}

function clockTimes(second: CronField, minute: CronField, hour: CronField): string[] {
  const two = (value: number) => String(value).padStart(2, '0');
  const withSeconds = second.values.some((value) => value > 0);
  return hour.values.flatMap((h) =>
    minute.values.flatMap((m) => second.values.map((s) => `${two(h)}:${two(m)}${withSeconds ? `:${two(s)}` : ''}`)),
  );
}

function dayWords({ minute, hour, dayOfMonth, dayOfWeek }: CronFields): string {
  const restricted = [dayOfMonth, dayOfWeek].filter((field) => !field.unrestricted);
  if (restricted.length === 0) return minute.wildcard || hour.wildcard ? '' : 'every day';
  return restricted.map((field) => on(fieldWords(field))).join(' or ');
}

function on(words: string): string {
  return /^(every|\d)/.test(words) ? words : `on ${words}`;
}

function monthWords({ month }: CronFields): string {
  if (month.unrestricted) return '';
  const words = fieldWords(month);
  return words.startsWith('every') ? `, ${words}` : ` in ${words}`;
}
