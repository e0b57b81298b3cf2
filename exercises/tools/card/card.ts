import { styleText } from 'node:util';
import { table } from '../../../examples/shared/console.ts';
import type { LabEntry } from '../grader/catalogue.ts';
import type { Standing } from '../progress/progress.ts';
import { summarize } from './points.ts';

/** The report card: a bar and the counts of each level, and what the whole course comes to. */
export function reportCard(catalogue: readonly LabEntry[], standing: (entry: LabEntry) => Standing): string[] {
  const levels = summarize(catalogue, standing);
  const sum = (key: 'passed' | 'inProgress' | 'notStarted' | 'points' | 'of') =>
    levels.reduce((total, level) => total + level[key], 0);
  const rows = levels.map((level) => ({
    'Report card': level.level,
    ' ': bar(level.points / level.of),
    passed: level.passed,
    'in progress': level.inProgress,
    'not started': level.notStarted,
    points: `${level.points} of ${level.of}`,
  }));
  const labs = sum('passed') + sum('inProgress') + sum('notStarted');
  return [...table(rows).split('\n'), '', `${sum('passed')} of ${labs} labs, ${sum('points')} of ${sum('of')} points`];
}

const WIDTH = 12;

function bar(share: number): string {
  const full = Math.round(share * WIDTH);
  return styleText('green', '█'.repeat(full)) + styleText('dim', '░'.repeat(WIDTH - full));
}
