import type { LabEntry } from '../grader/catalogue.ts';
import type { Standing } from '../progress/progress.ts';

/** One line of the report card. */
export interface LevelSummary {
  readonly level: string;
  readonly passed: number;
  readonly inProgress: number;
  readonly notStarted: number;
  readonly points: number;
  readonly of: number;
}

export function summarize(
  catalogue: readonly LabEntry[],
  standing: (entry: LabEntry) => Standing,
): readonly LevelSummary[] {
  const levels = [...new Set(catalogue.map(({ level }) => level))];
  return levels.map((level) => {
    const labs = catalogue.filter((entry) => entry.level === level);
    const among = (wanted: Standing) => labs.filter((entry) => standing(entry) === wanted);
    const total = (entries: readonly LabEntry[]) => entries.reduce((sum, { lab }) => sum + lab.points, 0);
    return {
      level: levelTitle(level),
      passed: among('passed').length,
      inProgress: among('in progress').length,
      notStarted: among('not started').length,
      points: total(among('passed')),
      of: total(labs),
    };
  });
}

/** `level3` is a folder; a person says Level 3. */
export function levelTitle(level: string): string {
  return level.replace(/^./, (letter) => letter.toUpperCase()).replace(/(\d)$/, ' $1');
}
