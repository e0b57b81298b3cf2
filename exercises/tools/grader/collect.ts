import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCase, TestModule, TestSuite } from 'vitest/node';
import { RanTooLong } from '../../kit/loop-guard.ts';
import { NOT_LOADED } from '../../kit/subject.ts';
import type { LabEntry } from './catalogue.ts';
import { cleanMessage, shortPath, syntaxProblem } from './message.ts';
import { judgeLab, judgeTask, type LabVerdict, type State, type TestVerdict } from './verdict.ts';

/** Reads one subject's verdict off what vitest reported of its check. */
export function collectVerdict(
  entry: LabEntry,
  path: string,
  run: { module: TestModule | undefined; subject: string; ended: boolean },
): LabVerdict {
  const fail = (problem: string) => judgeLab(entry.lab, path, [], problem);
  if (!existsSync(join(entry.folder, 'check.test.ts'))) {
    return fail(`exercises/${entry.name}/check.test.ts is gone. Without it nothing can be graded: copy it back.`);
  }
  const missing = whyThereIsNothing(path);
  if (missing) {
    const own = path === join(entry.folder, 'exercise.ts');
    return fail(`${shortPath(path)} ${missing}.${own ? ` \`npm run reset -- ${entry.lab.id}\` brings it back.` : ''}`);
  }
  const suites = [...(run.module?.children.suites() ?? [])];
  const rounds = [...(suites.find((suite) => suite.name === run.subject)?.children.suites() ?? [])];
  const broken = run.module?.errors()[0];
  if (broken) return fail(cleanMessage(broken.message, run.subject, path));
  if (rounds.length === 0) {
    const tasks = run.ended ? [] : [judgeTask('The whole lab', [{ name: 'loading the file', state: 'unknown' }])];
    return judgeLab(entry.lab, path, tasks, run.ended ? 'the check holds no tests' : undefined);
  }
  const [firstTest] = rounds[0]?.children.allTests() ?? [];
  const firstMessage = firstTest?.result().errors?.[0]?.message ?? '';
  const syntax = syntaxProblem(firstMessage, path);
  if (syntax) return fail(syntax);
  // What keeps the file from loading keeps every test from passing: said once, not test by test.
  if (firstMessage.startsWith(NOT_LOADED)) return fail(cleanMessage(firstMessage, run.subject, path));
  const verdicts = rounds.map((round) => collectRound(round, run.subject, path));
  return judgeLab(entry.lab, path, worstOf(verdicts));
}

function whyThereIsNothing(path: string): string | undefined {
  if (!existsSync(path)) return 'does not exist';
  const stats = statSync(path);
  if (!stats.isFile()) return 'is no file';
  return stats.size === 0 ? 'is empty' : undefined;
}

type Tasks = readonly { title: string; tests: readonly TestVerdict[] }[];

function collectRound(round: TestSuite, subject: string, path: string): Tasks {
  return [...round.children.suites()].map((task) => ({
    title: task.name,
    tests: [...task.children.allTests()].map((test) => collectTest(test, subject, path)),
  }));
}

/** A test's verdict over many rounds is its worst: one failure in a hundred is a failure. */
function worstOf(rounds: readonly Tasks[]) {
  const [first = []] = rounds;
  return first.map(({ title, tests }, task) =>
    judgeTask(
      title,
      tests.map((_, index) => {
        const seen = rounds.map((round) => round[task]?.tests[index]).filter((test) => test !== undefined);
        return SEVERITY.flatMap((state) => seen.find((test) => test.state === state) ?? [])[0]!;
      }),
    ),
  );
}

const SEVERITY: readonly State[] = ['failed', 'unknown', 'not started', 'passed'];

function collectTest(test: TestCase, subject: string, path: string): TestVerdict {
  const { timeline, seed } = test.meta();
  const state = stateOf(test);
  if (state === 'passed') return { name: test.name, state };
  return {
    name: test.name,
    state,
    message: messageOf(test, subject, path),
    ...(timeline && { timeline }),
    ...(seed !== undefined && { seed }),
  };
}

function stateOf(test: TestCase): State {
  const { todo, ranTooLong } = test.meta();
  const { state } = test.result();
  if (todo) return 'not started';
  return ranTooLong || timedOut(test) || state === 'pending' || state === 'skipped' ? 'unknown' : state;
}

function messageOf(test: TestCase, subject: string, path: string): string {
  const { state, errors } = test.result();
  if (timedOut(test)) return 'a promise never settled: the test waited 5 s for it in vain';
  if (state === 'skipped') return 'not tried: the tests before it already had to be stopped';
  if (state === 'pending') return 'the code blocked the whole grader, so this test never ended';
  const message = cleanMessage(errors?.[0]?.message ?? '', subject, path);
  // Code that swallows what stopped it fails with a message that misleads.
  return test.meta().ranTooLong && !message.startsWith('stopped:') ? new RanTooLong().message : message;
}

function timedOut(test: TestCase): boolean {
  return test.result().errors?.[0]?.message.startsWith('Test timed out') ?? false;
}
