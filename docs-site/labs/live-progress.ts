type Standing = 'passed' | 'in progress' | 'not started';
type State = 'passed' | 'failed' | 'unknown' | 'not started';

/** What `npm start` tells the pages while it runs: of all it knows, what they show. */
export interface LiveProgress {
  readonly progress: { readonly labs: Readonly<Record<string, { readonly state: Standing }>> };
  /** How the lab in hand was graded last. */
  readonly verdict?: Verdict;
}

export interface Verdict {
  readonly lab: string;
  readonly state: State;
  readonly tasks: readonly { readonly title: string; readonly state: State; readonly tests: readonly TestVerdict[] }[];
  /** Why nothing could be graded. */
  readonly problem?: string;
  readonly misconception?: { readonly belief: string };
}

export interface TestVerdict {
  readonly name: string;
  readonly state: State;
  readonly message?: string;
  readonly timeline?: string;
}

/** How far each lab is, by its id. */
export function standingsOf(live: LiveProgress): Record<string, Standing> {
  const labs = Object.entries(live.progress.labs);
  return Object.fromEntries(labs.map(([id, { state }]) => [id, state]));
}

/** What to mend first: one broken promise at a time is enough. */
export function firstBroken({ tasks }: Verdict): TestVerdict | undefined {
  const tests = tasks.flatMap((task) => task.tests);
  return tests.find(({ state }) => state === 'failed' || state === 'unknown');
}

export interface Total {
  readonly labs: number;
  readonly points: number;
}

export function totalOf(labs: readonly { readonly id: string; readonly points: number }[]): Total {
  return { labs: labs.length, points: labs.reduce((sum, { points }) => sum + points, 0) };
}
