import type { Lab, WrongSolution } from '../../kit/manifest.ts';

/** Three values, and "not started": a verdict that could not be reached is never a pass. */
export type State = 'passed' | 'failed' | 'unknown' | 'not started';

export interface TestVerdict {
  readonly name: string;
  readonly state: State;
  /** Which invariant broke, in a sentence. */
  readonly message?: string;
  readonly timeline?: string;
  readonly seed?: number;
}

export interface TaskVerdict {
  readonly title: string;
  readonly state: State;
  readonly tests: readonly TestVerdict[];
}

export interface LabVerdict {
  readonly lab: string;
  readonly subject: string;
  readonly state: State;
  readonly tasks: readonly TaskVerdict[];
  /** Why nothing could be graded: the file does not parse, the check is gone. */
  readonly problem?: string;
  /** The known wrong solution that fails just these tests. */
  readonly misconception?: Pick<WrongSolution, 'file' | 'belief'>;
}

export function judgeTask(title: string, tests: readonly TestVerdict[]): TaskVerdict {
  return { title, tests, state: judge(tests) };
}

export function judgeLab(lab: Lab, subject: string, tasks: readonly TaskVerdict[], problem?: string): LabVerdict {
  const misconception = matchMisconception(lab, tasks);
  return {
    lab: lab.id,
    subject,
    state: problem ? 'failed' : judge(tasks),
    tasks,
    ...(problem && { problem }),
    ...(misconception && { misconception: { file: misconception.file, belief: misconception.belief } }),
  };
}

/** Tasks that pass and tasks that were tried in vain; those nobody began count as neither. */
export function countTasks(verdicts: readonly LabVerdict[]): { passed: number; failed: number } {
  const states = verdicts.flatMap(({ problem, tasks }) => (problem ? ['failed'] : tasks.map(({ state }) => state)));
  const passed = states.filter((state) => state === 'passed').length;
  return { passed, failed: states.filter((state) => state === 'failed' || state === 'unknown').length };
}

/** A failure outweighs doubt, doubt outweighs what is not started, and only all passed is passed. */
function judge(parts: readonly { readonly state: State }[]): State {
  const has = (state: State) => parts.some((part) => part.state === state);
  if (has('failed')) return 'failed';
  if (has('unknown')) return 'unknown';
  if (has('not started') || parts.length === 0) return 'not started';
  return 'passed';
}

/** Only tests of tasks that were begun can tell anything about a belief. */
function matchMisconception(lab: Lab, tasks: readonly TaskVerdict[]): WrongSolution | undefined {
  const begun = tasks.filter((task) => task.state !== 'not started').flatMap((task) => task.tests);
  const graded = new Set(begun.map((test) => test.name));
  const broken = begun.filter((test) => test.state !== 'passed').map((test) => test.name);
  if (broken.length === 0) return undefined;
  const matches = lab.wrong.filter((wrong) =>
    sameMembers(
      wrong.fails.filter((name) => graded.has(name)),
      broken,
    ),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

export function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  const members = new Set(left);
  return members.size === new Set(right).size && right.every((member) => members.has(member));
}
