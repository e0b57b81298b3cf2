import { CronError, type CronSchedule, cronSchedule, type GapPolicy, type OverlapPolicy } from '../cron/index.ts';
import { SchedulerError } from '../error.ts';
import type { Rule } from './trigger.ts';

export interface CronData {
  readonly kind: 'cron';
  readonly expression: string;
  readonly timeZone?: string;
  readonly gap?: GapPolicy;
  readonly overlap?: OverlapPolicy;
}

export class CronTrigger implements CronData, Rule {
  readonly kind = 'cron';
  readonly expression: string;
  readonly timeZone: string;
  declare readonly gap?: GapPolicy;
  declare readonly overlap?: OverlapPolicy;
  readonly #schedule: CronSchedule;
  #asked = Number.NaN;
  #answer: number | null = null;

  constructor({ expression, timeZone = 'UTC', gap, overlap }: Omit<CronData, 'kind'>) {
    this.expression = expression;
    this.timeZone = timeZone;
    if (gap) this.gap = gap;
    if (overlap) this.overlap = overlap;
    this.#schedule = cronSchedule(expression, { timeZone, ...(gap && { gap }), ...(overlap && { overlap }) });
  }

  /** Jobs with one expression share one trigger and ask it the same question at the same instant: it answers once. */
  next(after: number): number | null {
    if (after !== this.#asked) {
      this.#answer = this.#schedule.next(after);
      this.#asked = after;
    }
    return this.#answer;
  }

  previous(before: number): number | null {
    return this.#schedule.previous(before);
  }
}

const known = new Map<string, CronTrigger>();
const KNOWN_LIMIT = 1000;

/** By the calendar: `cron('0 9 * * 1-5', { timeZone: 'Europe/Berlin' })`. Without a zone it is UTC, never the host's. */
export function cron(expression: string, options: Omit<CronData, 'kind' | 'expression'> = {}): CronTrigger {
  const key = JSON.stringify([expression, options.timeZone, options.gap, options.overlap]);
  let trigger = known.get(key);
  if (!trigger) {
    trigger = make({ expression, ...options });
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(key, trigger);
  }
  return trigger;
}

function make(data: Omit<CronData, 'kind'>): CronTrigger {
  try {
    return new CronTrigger(data);
  } catch (error) {
    throw error instanceof CronError ? asSchedulerError(error) : error;
  }
}

/** Cron has errors of its own; whoever defines a job sees the scheduler's. */
function asSchedulerError(error: CronError): SchedulerError {
  const ofZone = error.field === 'timeZone';
  const ofPolicy = error.field === 'gap' || error.field === 'overlap';
  const code = ofZone ? 'unknown-zone' : ofPolicy ? 'invalid-trigger' : 'invalid-expression';
  const field = `trigger.${ofZone || ofPolicy ? error.field : 'expression'}`;
  const expected = error.message.slice(error.message.indexOf(EXPECTED) + EXPECTED.length);
  return new SchedulerError(code, `${field}: ${error.message}`, { field, value: error.value, expected, cause: error });
}

const EXPECTED = ': expected ';
