/** What a lab says about itself, in its `lab.ts`. */
export interface Lab {
  /** Never changes once published: progress is kept by it. */
  readonly id: string;
  readonly title: string;
  /** Glossary terms the lab teaches. */
  readonly concepts: readonly string[];
  /** Ids of labs that should come first. */
  readonly needs: readonly string[];
  readonly points: number;
  /** The note to read first: a file name under `notes`, without its ending. */
  readonly note: string;
  readonly wrong: readonly WrongSolution[];
}

/** A belief people really hold, as a file under `wrong/`, and what gives it away. */
export interface WrongSolution {
  readonly file: string;
  /** The names of the tests that fail: all of them, and no others. */
  readonly fails: readonly string[];
  /** What a learner with this belief should read. */
  readonly belief: string;
}

export function defineLab(lab: Lab): Lab {
  return lab;
}
