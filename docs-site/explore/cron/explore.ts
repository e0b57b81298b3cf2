import {
  CronError,
  type CronSchedule,
  cronSchedule,
  describeCron,
  type FieldDescription,
} from '../../../examples/scheduler/cron/index.ts';
import { type Span, spanOfError } from './marks.ts';
import type { Settings } from './settings.ts';

/** What an expression says, or what is wrong with it. */
export type Exploration = { understood: Understood; refused?: never } | { refused: Refused; understood?: never };

export interface Understood {
  readonly schedule: CronSchedule;
  readonly text: string;
  readonly fields: readonly FieldDescription[];
}

export interface Refused {
  readonly message: string;
  readonly about: 'expression' | 'timeZone';
  /** What to underline in the expression. */
  readonly span?: Span;
}

export function explore({ expression, ...options }: Settings): Exploration {
  try {
    return { understood: { schedule: cronSchedule(expression, options), ...describeCron(expression) } };
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    const { message, field } = error;
    if (field === 'timeZone') return { refused: { message, about: field } };
    return { refused: { message, about: 'expression', span: spanOfError(expression, error) } };
  }
}
