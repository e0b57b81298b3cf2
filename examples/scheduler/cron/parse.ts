/**
 * Our own parser, although node-cron has one: that needs Node, refuses a/n, takes every-90-minutes for hourly, and does
 * not say where in the expression a field stood.
 */

import { CronError } from './error.ts';
import { type CronField, type CronFields, type FieldSpec, fieldSpecs } from './fields.ts';
import { parseItem, valuesOf } from './items.ts';

const nicknames: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Reads an expression of five fields, or six with seconds first, or a nickname. Throws a CronError that says where. */
export function parseCron(expression: string): CronFields {
  if (typeof expression !== 'string') throw new CronError('syntax', 'expression', expression, 'text');
  const words = splitFields(expression);
  const fields = fieldSpecs.map((spec, index) => parseField(words[index] as Word, spec));
  return Object.fromEntries(fields.map((field) => [field.name, field])) as CronFields;
}

interface Word {
  source: string;
  start: number;
  end: number;
}

/** Six words, each with its place in the expression. Runs of blanks and tabs count as one blank. */
function splitFields(expression: string): Word[] {
  const words = [...expression.matchAll(/\S+/g)].map((match) => wordAt(match[0], match.index));
  if (words.length === 1 && words[0]?.source.startsWith('@')) return expandNickname(words[0]);
  if (words.length === 5) return [{ source: '0', start: 0, end: 0 }, ...words];
  if (words.length === 6) return words;
  const expected = `five fields (minute hour day-of-month month day-of-week), or six with seconds first, got ${words.length}`;
  throw new CronError('field-count', 'expression', expression, expected);
}

function wordAt(source: string, start: number): Word {
  return { source, start, end: start + source.length };
}

function expandNickname(word: Word): Word[] {
  const expression = nicknames[word.source.toLowerCase()];
  if (expression) return `0 ${expression}`.split(' ').map((source) => ({ ...word, source }));
  throw new CronError('nickname', 'expression', word.source, `one of ${Object.keys(nicknames).join(' ')}`);
}

function parseField({ source, start, end }: Word, spec: FieldSpec): CronField {
  const isDay = spec.name === 'dayOfMonth' || spec.name === 'dayOfWeek';
  const items = source === '?' && isDay ? parseList('*', spec) : parseList(source, spec);
  const values = [...new Set(items.flatMap((item) => valuesOf(item, spec)))].sort((a, b) => a - b);
  const unrestricted = source === '*' || source === '?';
  return { name: spec.name, source, start, end, items, values, unrestricted, wildcard: source.startsWith('*') };
}

function parseList(source: string, spec: FieldSpec) {
  return source.split(',').map((text) => parseItem(text, spec));
}
