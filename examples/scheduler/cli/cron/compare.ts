import { paint, table } from '../../../shared/console.ts';
import type { Comparison } from './dialects/compare.ts';
import { localTime } from './local-time.ts';

/** A line for every instant at which some dialect runs, a column for each dialect, the differences marked. */
export function showComparison({ expression, timeZone, verdicts, instants, agree }: Comparison): string {
  const asked = verdicts.filter(({ refused }) => refused === undefined);
  const rows = instants.map(({ at, by }) => ({
    'local time': localTime(at, timeZone),
    ...Object.fromEntries(asked.map(({ dialect }) => [dialect, by.includes(dialect) ? 'runs' : '-'])),
    '': by.length < asked.length ? paint('yellow', '<- differ') : '',
  }));
  const refusals = verdicts
    .filter(({ refused }) => refused !== undefined)
    .map(({ dialect, refused }) => `${paint('yellow', `${dialect} refuses it:`)} ${refused}`);
  const idle = asked.filter(({ runs }) => runs.length === 0).map(({ dialect }) => `${dialect} never runs it.`);
  const verdict = agree ? paint('green', 'All five agree.') : paint('yellow', 'They differ.');
  const parts = [
    paint('bold', `${expression}   ${timeZone}`),
    rows.length > 0 ? table(rows) : '',
    ...refusals,
    ...idle,
  ];
  return [...parts, verdict].filter(Boolean).join('\n');
}

export function comparisonAsData({ verdicts, agree }: Comparison) {
  const dialects = verdicts.map(({ dialect, runs, refused }) =>
    refused === undefined ? { dialect, runs: runs.map((run) => new Date(run).toISOString()) } : { dialect, refused },
  );
  return { agree, dialects };
}
