import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabEntry } from '../grader/catalogue.ts';
import type { GradeOptions, Grader } from '../grader/session.ts';
import { readStarter } from '../grader/starters.ts';
import { type LabVerdict, sameMembers } from '../grader/verdict.ts';

/** What the gate found of one lab. */
export interface LabGate {
  readonly entry: LabEntry;
  readonly problems: readonly string[];
  readonly matrix: KillMatrix;
}

/** Which wrong solution is caught by which test. */
export interface KillMatrix {
  readonly lab: string;
  readonly title: string;
  readonly tests: readonly string[];
  readonly rows: readonly { readonly file: string; readonly belief: string; readonly caughtBy: readonly string[] }[];
}

/** Holds labs to their promises: every one of the design's, for every subject, in every round. */
export async function gateLabs(
  grader: Grader,
  entries: readonly LabEntry[],
  options: GradeOptions,
): Promise<LabGate[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'clockwork-gate-'));
  try {
    const requests = entries.map((entry) => ({ entry, cast: castOf(entry, scratch) }));
    const verdicts = await grader.grade(
      requests.map(({ entry, cast }) => ({ entry, subjects: Object.values(cast).flat() })),
      options,
    );
    const of = (path: string) => verdicts.find((verdict) => verdict.subject === path)!;
    return requests.map(({ entry, cast }) =>
      gateLab(entry, {
        starter: of(cast.starter),
        solution: of(cast.solution),
        hollow: cast.hollow.map(of),
        wrong: cast.wrong.map(of),
      }),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The files that play a part: the starter as it is handed out, whatever the learner's own file now holds. */
function castOf(entry: LabEntry, scratch: string) {
  const write = (name: string, text: string) => {
    const path = join(scratch, `${entry.lab.id}-${name}.ts`);
    writeFileSync(path, text);
    return path;
  };
  return {
    starter: write('starter', readStarter(entry)),
    solution: join(entry.folder, 'solution.ts'),
    hollow: [write('empty', ''), write('nothing', 'export {};\n'), join(scratch, `${entry.lab.id}-deleted.ts`)],
    wrong: entry.lab.wrong.map(({ file }) => join(entry.folder, 'wrong', file)),
  };
}

interface Cast {
  readonly starter: LabVerdict;
  readonly solution: LabVerdict;
  readonly hollow: readonly LabVerdict[];
  readonly wrong: readonly LabVerdict[];
}

function gateLab(entry: LabEntry, { starter, solution, hollow, wrong }: Cast): LabGate {
  const tests = solution.tasks.flatMap((task) => task.tests.map((test) => test.name));
  const rows = entry.lab.wrong.map(({ file, belief }, index) => ({ file, belief, caughtBy: broken(wrong[index]!) }));
  const problems = [
    ...starter.tasks
      .filter((task) => task.state !== 'not started')
      .map((task) => `the starter's "${task.title}" is ${task.state}, expected not started${because(starter)}`),
    ...(starter.problem ? [`the starter: ${starter.problem}`] : []),
    ...(solution.state === 'passed' ? [] : [`the solution is ${solution.state}${because(solution)}`]),
    ...hollow
      .filter((verdict) => verdict.state !== 'failed' || verdict.tasks.some((task) => task.state !== 'failed'))
      .map((verdict) => `an empty, deleted or hollow file is ${verdict.state}: every task has to fail`),
    ...rows.flatMap((row, index) => gateWrong(wrong[index]!, row, entry.lab.wrong[index]!.fails)),
    ...tests
      .filter((test) => !rows.some((row) => row.caughtBy.includes(test)))
      .map((test) => `no wrong solution needs the test "${test}"`),
    ...twins(rows),
    ...(new Set(tests).size < tests.length ? ['two tests share a name'] : []),
    ...(rows.length < 3 ? [`${rows.length} wrong solutions, expected three or more`] : []),
  ];
  return { entry, problems, matrix: { lab: entry.lab.id, title: entry.lab.title, tests, rows } };
}

function gateWrong(
  verdict: LabVerdict,
  { file, caughtBy }: { file: string; caughtBy: readonly string[] },
  fails: readonly string[],
) {
  if (fails.length === 0) return [`wrong/${file} names no test that fails: a belief nothing catches teaches nothing`];
  if (sameMembers(caughtBy, fails)) return [];
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ') || 'none';
  return [`wrong/${file} fails ${list(caughtBy)}; its manifest says ${list(fails)}${because(verdict, fails)}`];
}

/** Two beliefs with the same symptoms could not be told apart, and the learner would read neither sentence. */
function twins(rows: KillMatrix['rows']): string[] {
  return rows.flatMap((row, index) =>
    rows
      .slice(index + 1)
      .filter((other) => sameMembers(row.caughtBy, other.caughtBy))
      .map(
        (other) => `wrong/${row.file} and wrong/${other.file} fail the same tests: one more test must tell them apart`,
      ),
  );
}

function broken(verdict: LabVerdict): string[] {
  return verdict.tasks.flatMap((task) => task.tests.filter((test) => test.state !== 'passed').map((test) => test.name));
}

function because(verdict: LabVerdict, expected: readonly string[] = []): string {
  const tests = verdict.tasks.flatMap((task) => task.tests).filter(({ state }) => state !== 'passed');
  const test = tests.find(({ name }) => !expected.includes(name));
  const reason = verdict.problem ?? (test && `${test.name}: ${test.message}`);
  return reason ? ` (${reason})` : '';
}
