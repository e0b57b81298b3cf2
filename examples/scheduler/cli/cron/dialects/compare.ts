import { cronSchedule } from '../../../cron/index.ts';
import { crontab } from './crontab.ts';
import type { Dialect, Question } from './dialect.ts';
import { bullmq, clockwork, croner, nodeCron } from './libraries.ts';

export interface Verdict {
  dialect: string;
  runs: number[];
  /** Why the dialect does not take the expression. */
  refused?: string;
}

export interface Comparison extends Question {
  verdicts: Verdict[];
  /** Every instant at which some dialect runs, up to where all of them were asked; `by` names those that run then. */
  instants: { at: number; by: string[] }[];
  agree: boolean;
}

export const dialects: readonly Dialect[] = [clockwork, crontab, nodeCron, croner, bullmq];

/** Asks every dialect for its next runs. Ours refusing the expression is a finding like any other. */
export function compareDialects(expression: string, options: Omit<Question, 'expression'>): Comparison {
  cronSchedule('* * * * *', { timeZone: options.timeZone });
  const question = { expression, ...options };
  const verdicts = dialects.map((dialect) => verdictOf(dialect, question));
  const asked = verdicts.filter((verdict) => verdict.refused === undefined);
  const horizon = Math.min(
    ...asked.map(({ runs }) => (runs.length < options.count ? Infinity : (runs.at(-1) as number))),
  );
  const all = [...new Set(asked.flatMap(({ runs }) => runs))].sort((a, b) => a - b).filter((at) => at <= horizon);
  const instants = all.map((at) => ({
    at,
    by: asked.filter(({ runs }) => runs.includes(at)).map(({ dialect }) => dialect),
  }));
  const agree = instants.every(({ by }) => by.length === dialects.length) && asked.length === dialects.length;
  return { ...question, verdicts, instants, agree };
}

function verdictOf(dialect: Dialect, question: Question): Verdict {
  try {
    return { dialect: dialect.name, runs: dialect.runs(question) };
  } catch (error) {
    return { dialect: dialect.name, runs: [], refused: (error as Error).message };
  }
}
