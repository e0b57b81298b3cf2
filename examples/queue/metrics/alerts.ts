import { duration } from '../times.ts';
import type { QueueSample } from './sample.ts';

/** Raised at one level and called off at a lower one: a value that hovers at the limit would page at every wobble. */
export interface Threshold {
  readonly raise: number;
  readonly clear: number;
}

export interface AlertRules {
  readonly lagMs: Threshold;
  /** Failures within the window. */
  readonly failures: Threshold;
  readonly windowMs: number;
}

export const defaultRules: AlertRules = {
  lagMs: { raise: 60_000, clear: 15_000 },
  failures: { raise: 5, clear: 1 },
  windowMs: 300_000,
};

export interface AlertChange {
  readonly queue: string;
  readonly kind: 'lag' | 'failures';
  readonly state: 'raised' | 'cleared';
  readonly text: string;
}

/** Remembers just enough to say each thing once: which alerts are up, and the failure totals of the window. */
export class AlertWatch {
  readonly #rules: AlertRules;
  readonly #up = new Set<string>();
  readonly #totals = new Map<string, { at: number; failures: number }[]>();

  constructor(rules: AlertRules = defaultRules) {
    this.#rules = rules;
  }

  /** What changed with these samples. Most of the time: nothing. */
  look(samples: readonly QueueSample[]): AlertChange[] {
    return samples.flatMap((sample) => {
      const { queue, lagMs } = sample;
      const failures = this.#recentFailures(sample);
      const { windowMs } = this.#rules;
      return [
        this.#judge(queue, 'lag', lagMs, this.#rules.lagMs, `the oldest due job has waited ${duration(lagMs)}`),
        this.#judge(queue, 'failures', failures, this.#rules.failures, `${failures} failures in ${duration(windowMs)}`),
      ].filter((change) => change !== undefined);
    });
  }

  #judge(
    queue: string,
    kind: AlertChange['kind'],
    value: number,
    { raise, clear }: Threshold,
    text: string,
  ): AlertChange | undefined {
    const name = `${kind} ${queue}`;
    const isUp = this.#up.has(name);
    if (!isUp && value >= raise) {
      this.#up.add(name);
      return { queue, kind, state: 'raised', text };
    }
    if (isUp && value <= clear) {
      this.#up.delete(name);
      return { queue, kind, state: 'cleared', text };
    }
    return undefined;
  }

  /** The first look has nothing to compare with: what failed before it is history, not news. */
  #recentFailures({ queue, at, totals }: QueueSample): number {
    const failures = (totals.get('outcome:failed') ?? 0) + (totals.get('outcome:timeout') ?? 0);
    const known = (this.#totals.get(queue) ?? []).filter((total) => total.at >= at - this.#rules.windowMs);
    this.#totals.set(queue, [...known, { at, failures }]);
    return failures - (known[0]?.failures ?? failures);
  }
}
