import type { TriggerData } from '../../../scheduler/index.ts';
import type { Action } from '../run/action.ts';
import { refuse } from '../schedule-error.ts';
import type { NamedCondition } from './conditions.ts';
import type { Hook, Moment } from './hooks.ts';
import { type Destination, Output } from './output.ts';
import { whole } from './time-of-day.ts';

/** A job as it was written down: data, and the functions its author gave. */
export interface FluentJob {
  readonly name: string;
  readonly action: Action;
  readonly trigger: TriggerData;
  readonly timeZone: string;
  readonly conditions: readonly NamedCondition[];
  readonly hooks: readonly { readonly moment: Moment; readonly run: Hook }[];
  readonly destinations: readonly Destination[];
  /** How long a run may hold the job to itself; null lets runs overlap. */
  readonly exclusiveMs: number | null;
  readonly onOneServer: boolean;
  readonly inBackground: boolean;
}

const DAY_OF_MINUTES = 1_440;

export class JobBuilder extends Output {
  #name: string;
  readonly #action: Action;
  #exclusiveMs: number | null = null;
  #onOneServer = false;
  #inBackground = false;

  constructor(name: string, action: Action) {
    super();
    this.#name = name;
    this.#action = action;
  }

  /** What lists and locks call it. */
  named(name: string): this {
    if (!/^[^\s@]{1,100}$/.test(name)) refuse('named', name, 'a name of 1 to 100 characters without blanks or @');
    this.#name = name;
    return this;
  }

  /**
   * A slot that comes due while an earlier run goes on does not run. After `minutes` that run counts as dead: a lock
   * that a crash left behind must not block the job for ever.
   */
  withoutOverlapping(minutes = DAY_OF_MINUTES): this {
    this.#exclusiveMs = whole('withoutOverlapping', minutes, 1, 7 * DAY_OF_MINUTES) * 60_000;
    return this;
  }

  /** Of all the servers that have this schedule, one runs each slot. */
  onOneServer(): this {
    this.#onOneServer = true;
    return this;
  }

  /** Jobs due together run one after another, in the order they were written; this one does not hold up the rest. */
  runInBackground(): this {
    this.#inBackground = true;
    return this;
  }

  build(): FluentJob {
    const { trigger, timeZone, conditions, hooks, destinations } = this;
    return {
      name: this.#name,
      action: this.#action,
      trigger,
      timeZone,
      conditions,
      hooks,
      destinations,
      exclusiveMs: this.#exclusiveMs,
      onOneServer: this.#onOneServer,
      inBackground: this.#inBackground,
    };
  }
}
