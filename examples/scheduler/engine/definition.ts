import type { Clock } from '../clock/clock.ts';
import { refuse, SchedulerError } from '../error.ts';
import { type JobOptions, type JobOptionsInput, resolveOptions } from '../policy/options.ts';
import { type Trigger, type TriggerData, toTrigger } from '../trigger/index.ts';

/** A job as data: what is added, stored and sent. Code is named by `handler` and registered apart. */
export interface JobDefinition {
  readonly name: string;
  readonly trigger: TriggerData;
  /** The registered handler to call: the job's own name unless said otherwise. */
  readonly handler?: string;
  /** Handed to the handler. It must survive JSON. */
  readonly payload?: unknown;
  readonly options?: JobOptionsInput;
  /** Added paused. */
  readonly paused?: boolean;
}

/** What `update` may change. A trigger is changed by `reschedule`. */
export interface JobChange {
  readonly handler?: string;
  readonly payload?: unknown;
  readonly options?: JobOptionsInput;
}

/** A definition that was checked and completed. */
export interface ResolvedJob {
  readonly name: string;
  readonly trigger: Trigger;
  readonly handler: string;
  readonly payload: unknown;
  readonly options: JobOptions;
}

const NAME_LIMIT = 200;

export function resolveJob(definition: JobDefinition): ResolvedJob {
  const { name, trigger, handler = name, payload = null, options } = definition;
  if (typeof name !== 'string' || name === '' || name.length > NAME_LIMIT || name.includes('@')) {
    refuse('invalid-name', 'name', name, `1 to ${NAME_LIMIT} characters without an @`);
  }
  checkPayload(payload);
  return { name, trigger: triggerOf(name, trigger), handler, payload, options: resolveOptions(options) };
}

/** A one-shot whose moment has gone would never run: better said now than noticed later. */
export function refusePast(trigger: Trigger, clock: Clock): void {
  if (trigger.next(clock.now()) !== null) return;
  const now = new Date(clock.now()).toISOString();
  if (trigger.kind === 'at') {
    refuse('past-date', 'trigger.date', new Date(trigger.date).toISOString(), `an instant after now, ${now}`);
  }
  const rule = trigger.kind === 'cron' ? trigger.expression : trigger;
  refuse('invalid-trigger', 'trigger', rule, `a schedule with at least one run after ${now}`);
}

export function triggerOf(job: string, data: TriggerData): Trigger {
  try {
    return toTrigger(data);
  } catch (error) {
    if (!(error instanceof SchedulerError)) throw error;
    throw new SchedulerError(error.code, `job '${job}': ${error.message}`, error);
  }
}

function checkPayload(payload: unknown): void {
  if (payload === null || typeof payload === 'string' || typeof payload === 'number') return;
  try {
    if (JSON.stringify(payload) === undefined) throw new TypeError('it has no JSON form');
  } catch (error) {
    refuse('invalid-payload', 'payload', String(error), 'a value that survives JSON');
  }
}
