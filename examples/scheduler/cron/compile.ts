import { LocalTimes } from './local-times.ts';
import { parseCron } from './parse.ts';

/** An expression made ready for searching. */
export interface CompiledCron {
  times: LocalTimes;
  minuteWildcard: boolean;
  hourWildcard: boolean;
}

/** A million jobs share a few thousand expressions: the common ones are kept, at half a kilobyte each. */
const MOST_KEPT = 5_000;
const kept = new Map<string, CompiledCron>();

export function compileCron(expression: string): CompiledCron {
  const known = kept.get(expression);
  if (known) return known;
  const fields = parseCron(expression);
  const compiled = {
    times: new LocalTimes(fields),
    minuteWildcard: fields.minute.wildcard,
    hourWildcard: fields.hour.wildcard,
  };
  if (kept.size === MOST_KEPT) kept.clear();
  kept.set(expression, compiled);
  return compiled;
}
