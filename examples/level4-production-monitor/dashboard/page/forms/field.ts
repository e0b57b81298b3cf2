import { durationMs } from '../../../../scheduler/duration.ts';

/** One input of a form. Names may be paths: `retry.attempts`. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'integer' | 'duration' | 'boolean' | 'choice' | 'json';
  readonly required: boolean;
  readonly hint?: string | undefined;
  readonly choices?: readonly string[];
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** What is in the inputs, as typed. */
export type Draft = Readonly<Record<string, string>>;

export interface Read {
  readonly value: Record<string, unknown>;
  readonly errors: Record<string, string>;
}

export function draftOf(fields: readonly Field[], value: unknown): Draft {
  return Object.fromEntries(fields.map((field) => [field.name, write(field, at(value, field.name))]));
}

/** The value the form stands for. An empty input that is not required leaves its field out. */
export function readFields(fields: readonly Field[], draft: Draft): Read {
  const value: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const text = (draft[field.name] ?? '').trim();
    if (text === '' && !field.required) continue;
    try {
      put(value, field.name, text === '' ? refuse('Needed.') : read(field, text));
    } catch (error) {
      errors[field.name] = (error as Error).message;
    }
  }
  return { value, errors };
}

function write({ kind }: Field, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (kind === 'duration') return writeDuration(Number(value));
  return kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
}

function read(field: Field, text: string): unknown {
  switch (field.kind) {
    case 'text':
      return text;
    case 'choice':
      return field.choices?.includes(text) ? text : refuse(`One of ${field.choices?.join(', ')}.`);
    case 'boolean':
      return text === 'true';
    case 'json':
      return readJson(text);
    case 'duration':
      return readDuration(text);
    default:
      return readNumber(field, Number(text));
  }
}

function readNumber({ kind, minimum, maximum }: Field, value: number): number {
  if (Number.isNaN(value)) refuse('A number.');
  if (kind === 'integer' && !Number.isInteger(value)) refuse('A whole number.');
  if (minimum !== undefined && value < minimum) refuse(`At least ${minimum}.`);
  if (maximum !== undefined && value > maximum) refuse(`At most ${maximum}.`);
  return value;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(`Not JSON: ${(error as Error).message}.`);
  }
}

export function readDuration(text: string): number {
  if (text === '0') return 0;
  try {
    return durationMs(text.replaceAll(/\s/g, ''));
  } catch {
    return refuse('A duration, such as 30s, 5m or 1h30m.');
  }
}

/** In the words `readDuration` understands. */
export function writeDuration(ms: number): string {
  if (ms === 0) return '0';
  let rest = ms;
  const parts: string[] = [];
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return parts.join('');
}

function refuse(message: string): never {
  throw new Error(message);
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  target[key] ??= {};
  put(target[key] as Record<string, unknown>, rest.join('.'), value);
}
