/** What each dialect is asked. */
export interface Question {
  expression: string;
  timeZone: string;
  from: number;
  count: number;
}

export interface Dialect {
  name: string;
  /** The next runs, fewer if there are no more. Throws what the library throws when it refuses the expression. */
  runs(question: Question): number[];
}

/** Asks for one run after the other, for libraries that answer one at a time. */
export function collect({ from, count }: Question, next: (after: number) => number | null | undefined): number[] {
  const runs: number[] = [];
  let at = from;
  while (runs.length < count) {
    const run = next(at);
    if (run === null || run === undefined) break;
    runs.push(run);
    at = run;
  }
  return runs;
}
