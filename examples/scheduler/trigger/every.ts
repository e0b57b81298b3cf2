import { type Duration, durationMs } from '../duration.ts';
import { refuse } from '../error.ts';
import type { Rule } from './trigger.ts';

export interface EveryData {
  readonly kind: 'every';
  readonly ms: number;
  /** Instants lie at `anchor + k × ms`. Counted from 1970 unless told otherwise, so that a restart shifts nothing. */
  readonly anchor?: number;
}

export class EveryTrigger implements EveryData, Rule {
  readonly kind = 'every';
  readonly ms: number;
  readonly anchor: number;

  constructor(ms: number, anchor: number) {
    this.ms = ms;
    this.anchor = anchor;
  }

  next(after: number): number {
    return this.anchor + (Math.floor((after - this.anchor) / this.ms) + 1) * this.ms;
  }

  previous(before: number): number {
    return this.anchor + (Math.ceil((before - this.anchor) / this.ms) - 1) * this.ms;
  }
}

/** At a fixed rate: `every('5m')` is due at every full five minutes, however long the runs take. */
export function every(interval: Duration, { anchor = 0 }: { anchor?: number } = {}): EveryTrigger {
  if (!Number.isSafeInteger(anchor)) refuse('invalid-trigger', 'trigger.anchor', anchor, 'an instant in milliseconds');
  return new EveryTrigger(durationMs(interval, 'trigger.ms'), anchor);
}
