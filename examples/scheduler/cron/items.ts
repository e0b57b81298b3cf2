import { CronError } from './error.ts';
import type { FieldSpec, Item } from './fields.ts';

/** Reads one entry of a field's list. */
export function parseItem(text: string, spec: FieldSpec): Item {
  return parseSpecialDay(text, spec) ?? parseSteps(text, spec);
}

/** The numbers an item stands for in every month alike. */
export function valuesOf(item: Item, { min, max }: FieldSpec): number[] {
  if (item.kind === 'value') return [item.value];
  if (item.kind === 'every') return stepThrough(min, max, item.step, min, max);
  if (item.kind === 'range') return stepThrough(item.from, item.to, item.step, min, max);
  return [];
}

function stepThrough(from: number, to: number, step: number, min: number, max: number): number[] {
  const size = max - min + 1;
  const end = to < from ? to + size : to;
  const values: number[] = [];
  for (let value = from; value <= end; value += step) values.push(((value - min) % size) + min);
  return values;
}

function parseSteps(text: string, spec: FieldSpec): Item {
  const [base = '', stepText, ...rest] = text.split('/');
  if (rest.length > 0) throw notUnderstood(text, spec);
  const step = stepText === undefined ? 1 : readStep(stepText, text, spec);
  if (base === '*') return { kind: 'every', step };

  const ends = base.split('-');
  if (ends.length > 2) throw notUnderstood(text, spec);
  const [from = 0, to] = ends.map((end) => readNumber(end, text, spec));
  if (to !== undefined) return { kind: 'range', from, to, step };
  if (stepText !== undefined) return { kind: 'range', from: inside(from, spec), to: spec.max, step };
  return { kind: 'value', value: inside(from, spec) };
}

/** L, L-3, LW and 15W among days of the month; FRIL and FRI#2 among days of the week. */
function parseSpecialDay(text: string, spec: FieldSpec): Item | undefined {
  if (spec.name === 'dayOfMonth') {
    const last = /^L(?:-(\d+))?$/i.exec(text);
    if (last) return { kind: 'last', before: readBetween(last[1] ?? '0', last[1] ? 1 : 0, 30, text, spec) };
    const nearest = /^(L|\d+)W$/i.exec(text)?.[1];
    if (nearest) return { kind: 'nearest-weekday', day: /L/i.test(nearest) ? 'last' : readNumber(nearest, text, spec) };
  }
  if (spec.name === 'dayOfWeek') {
    const nth = /^(\w+)#(\d+)$/.exec(text);
    if (nth) {
      const weekday = inside(readNumber(nth[1] ?? '', text, spec), spec);
      return { kind: 'nth', weekday, nth: readBetween(nth[2] ?? '', 1, 5, text, spec) };
    }
    const last = /^(\w+)L$/i.exec(text)?.[1];
    if (last) return { kind: 'last-of-weekday', weekday: inside(readNumber(last, text, spec), spec) };
  }
  return undefined;
}

function readNumber(text: string, whole: string, spec: FieldSpec): number {
  const named = spec.names.indexOf(text.toUpperCase());
  if (named >= 0) return spec.min + named;
  if (!/^\d+$/.test(text)) throw notUnderstood(whole, spec);
  return readBetween(text, spec.min, spec.top, whole, spec);
}

function readBetween(text: string, low: number, high: number, whole: string, spec: FieldSpec): number {
  const value = Number(text);
  if (value >= low && value <= high) return value;
  const part = text === whole ? '' : ` for ${text}`;
  throw new CronError('out-of-range', spec.name, whole, `a number from ${low} to ${high}${part}`);
}

/** A step that can never be taken twice says something else than its author meant: every-90-minutes would be hourly. */
function readStep(text: string, whole: string, spec: FieldSpec): number {
  const size = spec.max - spec.min + 1;
  const step = /^\d+$/.test(text) ? Number(text) : 0;
  if (step >= 1 && step <= size) return step;
  throw new CronError('step', spec.name, whole, `a step from 1 to ${size} after the slash`);
}

/** Sunday written as 7. */
function inside(value: number, spec: FieldSpec): number {
  return value > spec.max ? spec.min : value;
}

function notUnderstood(text: string, spec: FieldSpec): CronError {
  const names = spec.names.length > 0 ? `, names (${spec.names[0]} to ${spec.names.at(-1)})` : '';
  const special = { dayOfMonth: ', L, L-3, LW, 15W or ?', dayOfWeek: ', FRIL, FRI#2 or ?' };
  const more = special[spec.name as keyof typeof special] ?? '';
  const expected = `numbers from ${spec.min} to ${spec.top}${names}, ranges (a-b), steps (*/n, a-b/n, a/n), *${more}`;
  return new CronError('syntax', spec.name, text, expected);
}
