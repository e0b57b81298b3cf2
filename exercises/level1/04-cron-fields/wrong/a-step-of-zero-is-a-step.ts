import type { Bounds } from '../field.ts';

export function readRange(text: string, { min, max }: Bounds): number[] {
  if (text === '*') return span(min, max);
  const ends = text.split('-').map(readNumber);
  const [first = Number.NaN, last = first] = ends;
  const fits = ends.length <= 2 && ends.every((end) => end >= min && end <= max);
  if (!fits) throw new RangeError(`"${text}" is no number or range within ${min}-${max}`);
  return first <= last ? span(first, last) : [...span(first, max), ...span(min, last)];
}

export function readItem(text: string, bounds: Bounds): number[] {
  const [range = '', step, ...rest] = text.split('/');
  if (step === undefined) return readRange(range, bounds);
  const every = readNumber(step);
  if (Number.isNaN(every) || rest.length > 0) throw new RangeError(`"${text}" has a bad step: expected 1 or more`);
  const through = isNumber(range) ? `${range}-${bounds.max}` : range;
  const values = readRange(through, bounds);
  const kept = new Set<number>();
  for (let index = 0; index < values.length; index += every) kept.add(values[index] ?? bounds.min);
  return [...kept];
}

export function readField(text: string, bounds: Bounds): number[] {
  const values = text.split(',').flatMap((item) => readItem(item, bounds));
  return [...new Set(values)].sort((a, b) => a - b);
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function readNumber(text: string): number {
  return isNumber(text) ? Number(text) : Number.NaN;
}

/** Digits alone: `Number` would also take '', ' 7', '0x10' and '1e1'. */
function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
