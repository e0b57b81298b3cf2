import { refuse } from './error.ts';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+)(ms|s|m|h|d)/g;
const WHOLE = /^(?:\d+(?:ms|s|m|h|d))+$/;

/** Milliseconds, or words for them: `'5m'`, `'1h30m'`, `'250ms'`. */
export type Duration = number | string;

export function durationMs(value: Duration, field = 'duration'): number {
  const ms = typeof value === 'string' ? parse(value) : value;
  if (!Number.isSafeInteger(ms) || ms <= 0) {
    refuse(
      'invalid-trigger',
      field,
      value,
      "a whole number of milliseconds above zero, or words such as '5m' or '1h30m'",
    );
  }
  return ms;
}

function parse(words: string): number {
  if (!WHOLE.test(words)) return Number.NaN;
  return [...words.matchAll(PART)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0);
}
