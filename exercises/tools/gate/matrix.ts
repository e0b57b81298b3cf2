import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { ROOT } from '../grader/catalogue.ts';
import type { KillMatrix, LabGate } from './labs.ts';

/** Saved for the site, which has a page for it. */
export function saveMatrix(gates: readonly LabGate[]): void {
  mkdirSync(join(ROOT, '.clockwork'), { recursive: true });
  const matrices = gates.map(({ matrix }) => matrix);
  writeFileSync(join(ROOT, '.clockwork/kill-matrix.json'), `${JSON.stringify(matrices, null, 2)}\n`);
}

/** A row for each wrong solution, a column for each test; a filled square is a belief caught. */
export function matrixLines(gates: readonly LabGate[]): string[] {
  const all = gates.flatMap(({ matrix }) => matrix.rows);
  const caught = all.filter((row) => row.caughtBy.length > 0).length;
  const share = all.length === 0 ? 0 : Math.floor((100 * caught) / all.length);
  return [
    ...gates.flatMap(({ entry, matrix, problems }) => [
      `${problems.length === 0 ? styleText('green', '✓') : styleText('red', '✗')} ${entry.number} ${matrix.title}`,
      ...matrix.rows.map((row) => `    ${squares(matrix, row)}  ${row.file}`),
      ...problems.map((problem) => styleText('red', `    ${problem}`)),
    ]),
    `Kill matrix: ${caught} of ${all.length} wrong solutions caught, ${share} %.`,
  ];
}

function squares({ tests }: KillMatrix, { caughtBy }: KillMatrix['rows'][number]): string {
  return tests.map((test) => (caughtBy.includes(test) ? '■' : '·')).join('');
}
