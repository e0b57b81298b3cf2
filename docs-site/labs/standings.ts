/** How far a learner is, by lab id, as the running course tells it. */
export type Standings = Readonly<Record<string, 'passed' | 'in progress' | 'not started'>>;

/** What `npm start` shares with the pages, of which the index needs the least part. */
export interface LiveProgress {
  readonly progress: { readonly labs: Readonly<Record<string, { readonly state: Standings[string] }>> };
}

/** Nothing has been shared before the first lab was graded. */
export function standingsOf(live: LiveProgress | null): Standings {
  const labs = Object.entries(live?.progress.labs ?? {});
  return Object.fromEntries(labs.map(([id, { state }]) => [id, state]));
}

export interface Total {
  readonly labs: number;
  readonly points: number;
}

export function totalOf(labs: readonly { readonly id: string; readonly points: number }[]): Total {
  return { labs: labs.length, points: labs.reduce((sum, { points }) => sum + points, 0) };
}
