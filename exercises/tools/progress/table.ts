import { table } from '../../../examples/shared/console.ts';
import { levelTitle } from '../card/points.ts';
import type { LabEntry } from '../grader/catalogue.ts';
import { labProgress, type Progress } from './progress.ts';

/** Every lab with what is known of it. */
export function progressTable(catalogue: readonly LabEntry[], progress: Progress): string[] {
  const rows = catalogue.map((entry) => {
    const { state, passedAt, attempts, hints, solutionOpenedAt } = labProgress(progress, entry.lab.id);
    return {
      level: levelTitle(entry.level),
      lab: `${entry.number} ${entry.lab.title}`,
      state,
      'passed on': passedAt?.slice(0, 10) ?? '',
      attempts,
      hints: Object.values(hints).reduce((sum, rung) => sum + rung, 0),
      solution: solutionOpenedAt ? 'opened' : '',
    };
  });
  return table(rows).split('\n');
}
