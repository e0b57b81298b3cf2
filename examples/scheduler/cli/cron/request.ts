import { CronError, type CronOptions, cronSchedule } from '../../cron/index.ts';
import { RequestError } from './request-error.ts';

/** What `next` and `previous` are asked, on the command line or as a line of a batch. */
export interface Request {
  expr: string;
  zone?: string;
  /** An ISO date with its zone, or epoch milliseconds; now if left out. */
  from?: string | number;
  count?: number;
  gap?: string;
  overlap?: string;
}

export type Direction = 'next' | 'previous';

export interface Refusal {
  code: string;
  field: string;
  message: string;
}

const DEFAULT_COUNT = 5;
const MOST_RUNS = 10_000;

/** The runs asked for, fewer if there are no more. Throws a CronError or a RequestError. */
export function runsFor(request: Request, direction: Direction, now: number): number[] {
  const { expr, zone, gap, overlap } = request;
  const count = readCount(request.count);
  const options = { ...given('timeZone', zone), ...given('gap', gap), ...given('overlap', overlap) } as CronOptions;
  const schedule = cronSchedule(expr, options);
  const runs: number[] = [];
  let at: number | null = readInstant(request.from, now);
  while (runs.length < count) {
    at = schedule[direction](at);
    if (at === null) break;
    runs.push(at);
  }
  return runs;
}

/** The error as data, its field named as in a request; anything else is our own bug and is thrown on. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RequestError) return { code: error.code, field: error.field, message: error.message };
  if (!(error instanceof CronError)) throw error;
  const names: Partial<Record<CronError['field'], string>> = { expression: 'expr', timeZone: 'zone' };
  return { code: error.code, field: names[error.field] ?? error.field, message: error.message };
}

export function readInstant(from: unknown, now: number): number {
  if (from === undefined) return now;
  const instant = typeof from === 'string' && hasZone(from) ? Date.parse(from) : from;
  if (typeof instant === 'number' && Math.abs(instant) <= 8.64e15) return instant;
  const expected = 'an ISO date with its zone, such as 2026-03-07T00:00:00Z, or epoch milliseconds';
  throw new RequestError('date', 'from', `${JSON.stringify(from)} as the start: expected ${expected}`);
}

/** A date alone means UTC; a time without a zone would mean whatever zone this process runs in. */
function hasZone(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(text);
}

export function readCount(count: unknown = DEFAULT_COUNT): number {
  if (Number.isInteger(count) && (count as number) >= 1 && (count as number) <= MOST_RUNS) return count as number;
  const message = `${JSON.stringify(count)} as the count: expected a whole number from 1 to ${MOST_RUNS}`;
  throw new RequestError('count', 'count', message);
}

function given(key: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [key]: value };
}
