import { type CronField, type FieldName, type FieldSpec, fieldSpecs, type Item } from './fields.ts';
import { valuesOf } from './items.ts';

/** The words for one field's items: "15 minutes", "Monday to Friday", "the last day of the month". */

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const MOST_LISTED = 6;

const units: Record<FieldName, string> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  dayOfMonth: 'day',
  month: 'month',
  dayOfWeek: 'day of the week',
};

/** `steps: 'nth'` where the words stand inside a larger unit: every minute of every 2nd hour. */
export function fieldWords(field: CronField, steps: 'count' | 'nth' = 'count'): string {
  if (field.unrestricted) return `every ${units[field.name]}`;
  const plain = field.items.filter((item) => item.kind === 'value');
  const others = field.items.filter((item) => item.kind !== 'value').map((item) => itemWords(item, field.name, steps));
  if (plain.length === 0) return list(others);
  const values = list(plain.map(({ value }) => valueWord(value, field.name)));
  return list([`${label(field.name, plain.length)}${values}`, ...others]);
}

function itemWords(item: Exclude<Item, { kind: 'value' }>, name: FieldName, steps: 'count' | 'nth'): string {
  const word = (value: number) => valueWord(value, name);
  switch (item.kind) {
    case 'every':
      return everyWords(item.step, name, steps);
    case 'range': {
      const ends = `${word(item.from)} to ${word(item.to)}`;
      return item.step === 1
        ? `${label(name, 2)}${ends}`
        : `every ${stepWords(item.step, name, steps)} from ${label(name, 1)}${ends}`;
    }
    case 'last':
      return `${item.before > 0 ? `${item.before} days before ` : ''}the last day of the month`;
    case 'nearest-weekday':
      if (item.day === 'last') return 'the last Monday-to-Friday day of the month';
      return `the Monday-to-Friday day nearest to day ${item.day}`;
    case 'nth':
      return `the ${ordinals[item.nth - 1]} ${word(item.weekday)} of the month`;
    case 'last-of-weekday':
      return `the last ${word(item.weekday)} of the month`;
  }
}

/** A step that does not divide its field begins anew with it: the classic surprise, so its values are spelt out. */
function everyWords(step: number, name: FieldName, steps: 'count' | 'nth'): string {
  const spec = fieldSpecs.find((candidate) => candidate.name === name) as FieldSpec;
  if (step === 1) return `every ${units[name]}`;
  if ((spec.max - spec.min + 1) % step === 0 && name !== 'dayOfMonth') return `every ${stepWords(step, name, steps)}`;
  const values = valuesOf({ kind: 'every', step }, spec).map((value) => valueWord(value, name));
  const shown = values.length > MOST_LISTED ? `${values.slice(0, 3).join(', ')} … ${values.at(-1)}` : list(values);
  return `${label(name, values.length)}${shown}`;
}

function stepWords(step: number, name: FieldName, steps: 'count' | 'nth'): string {
  if (steps === 'count') return `${step} ${name === 'dayOfWeek' ? 'days' : `${units[name]}s`}`;
  return `${step}${{ 2: 'nd', 3: 'rd' }[step] ?? 'th'} ${units[name]}`;
}

function label(name: FieldName, many: number): string {
  if (name === 'month' || name === 'dayOfWeek') return '';
  return `${units[name]}${many > 1 ? 's' : ''} `;
}

function valueWord(value: number, name: FieldName): string {
  if (name === 'month') return months[value - 1] ?? '';
  if (name === 'dayOfWeek') return weekdays[value % 7] ?? '';
  return String(value);
}

export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
