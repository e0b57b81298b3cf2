/** What the author gate saves of one lab: its wrong solutions, and which of its tests caught each. */
export interface LabMatrix {
  readonly lab: string;
  readonly title: string;
  readonly tests: readonly string[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  readonly file: string;
  readonly belief: string;
  readonly caughtBy: readonly string[];
}

export interface Score {
  readonly wrong: number;
  readonly caught: number;
}

export function score(matrices: readonly LabMatrix[]): Score {
  const rows = matrices.flatMap((matrix) => matrix.rows);
  return { wrong: rows.length, caught: rows.filter(({ caughtBy }) => caughtBy.length > 0).length };
}

/** `one-more-after-stop.ts` is the belief "one more after stop". */
export function beliefName(file: string): string {
  return file.replace(/\.ts$/, '').replaceAll('-', ' ');
}
