import { refuse } from '../error.ts';
import type { Rule } from './trigger.ts';

export interface AtData {
  readonly kind: 'at';
  /** An instant in milliseconds, or an ISO string where the data comes from outside. */
  readonly date: number | string;
}

export class AtTrigger implements AtData, Rule {
  readonly kind = 'at';
  readonly date: number;

  constructor(date: number) {
    this.date = date;
  }

  next(after: number): number | null {
    return after < this.date ? this.date : null;
  }

  previous(before: number): number | null {
    return this.date < before ? this.date : null;
  }
}

/** Once, at one instant, however far away. */
export function at(date: Date | string | number): AtTrigger {
  const instant = new Date(date).getTime();
  if (Number.isNaN(instant)) refuse('invalid-trigger', 'trigger.date', date, 'a date, such as 2027-01-31T09:00:00Z');
  return new AtTrigger(instant);
}
