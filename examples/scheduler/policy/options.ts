import { refuse } from '../error.ts';
import type { RetryPolicy } from './backoff.ts';
import type { Coalesce } from './misfire.ts';
import type { Overlap } from './overlap.ts';

/** How a job is to be run. Every field has a default, and every field is data. */
export interface JobOptions {
  /** A start late by no more than this still runs; a later one is recorded as missed. */
  readonly graceMs: number;
  /** What becomes of several slots due at once, after a sleep or a stop. */
  readonly coalesce: Coalesce;
  /** The most slots of one backlog that `coalesce: 'all'` still runs: the latest ones. */
  readonly maxCatchUp: number;
  readonly overlap: Overlap;
  /** For `overlap: 'allow'`. */
  readonly maxConcurrent: number;
  /** How long one attempt may take, or null. */
  readonly timeoutMs: number | null;
  readonly retry: RetryPolicy;
  /** Spreads the herd: the job starts up to this much after each slot, always by the same share of it. */
  readonly jitterMs: number;
}

export interface JobOptionsInput extends Partial<Omit<JobOptions, 'retry'>> {
  readonly retry?: Partial<RetryPolicy>;
}

export const DEFAULT_OPTIONS: JobOptions = Object.freeze({
  graceMs: 60_000,
  coalesce: 'latest',
  maxCatchUp: 10,
  overlap: 'skip',
  maxConcurrent: 1,
  timeoutMs: null,
  retry: Object.freeze({ attempts: 1, baseMs: 1000, capMs: 60_000 }),
  jitterMs: 0,
});

/** Fills in what is left out and refuses what cannot be meant. A million jobs without options share one object. */
export function resolveOptions(input: JobOptionsInput | undefined, base: JobOptions = DEFAULT_OPTIONS): JobOptions {
  if (!input || Object.keys(input).length === 0) return base;
  refuseUnknown(input, DEFAULT_OPTIONS, 'options');
  refuseUnknown(input.retry ?? {}, DEFAULT_OPTIONS.retry, 'options.retry');
  const options: JobOptions = { ...base, ...input, retry: { ...base.retry, ...input.retry } };
  whole(options.graceMs, 'graceMs', 0);
  whole(options.maxCatchUp, 'maxCatchUp', 1);
  whole(options.maxConcurrent, 'maxConcurrent', 1);
  whole(options.jitterMs, 'jitterMs', 0);
  whole(options.retry.attempts, 'retry.attempts', 1);
  whole(options.retry.baseMs, 'retry.baseMs', 1);
  whole(options.retry.capMs, 'retry.capMs', 1);
  if (options.timeoutMs !== null) whole(options.timeoutMs, 'timeoutMs', 1);
  oneOf(options.coalesce, 'coalesce', ['latest', 'all', 'none']);
  oneOf(options.overlap, 'overlap', ['skip', 'queue-one', 'cancel-running', 'allow']);
  return options;
}

function refuseUnknown(input: object, known: object, field: string): void {
  for (const key of Object.keys(input)) {
    if (!(key in known)) refuse('invalid-option', field, key, `one of ${Object.keys(known).join(', ')}`);
  }
}

function whole(value: unknown, field: string, least: number): void {
  if (!Number.isSafeInteger(value) || (value as number) < least) {
    refuse('invalid-option', `options.${field}`, value, `a whole number of at least ${least}`);
  }
}

function oneOf(value: unknown, field: string, allowed: readonly string[]): void {
  if (!allowed.includes(value as string)) {
    refuse('invalid-option', `options.${field}`, value, `one of ${allowed.join(', ')}`);
  }
}
