import { styleText } from 'node:util';
import type { LabEntry } from './catalogue.ts';
import type { LabVerdict, State, TaskVerdict, TestVerdict } from './verdict.ts';

type Paint = (text: string) => string;

/** How each state looks, everywhere the grader speaks. */
export const LOOK: Record<State, { mark: string; paint: Paint }> = {
  passed: { mark: '✓', paint: (text) => styleText('green', text) },
  failed: { mark: '✗', paint: (text) => styleText('red', text) },
  unknown: { mark: '?', paint: (text) => styleText('yellow', text) },
  'not started': { mark: '·', paint: (text) => styleText('dim', text) },
};

/** A lab's verdict in full: every task, and what broke. */
export function reportLab(entry: LabEntry, verdict: LabVerdict): string[] {
  const { mark, paint } = LOOK[verdict.state];
  const lines = [`${paint(`${mark} ${entry.number} ${entry.lab.title}`)} ${styleText('dim', stateInWords(verdict))}`];
  if (verdict.problem) lines.push(indent(verdict.problem, 4));
  for (const task of verdict.tasks) lines.push(...reportTask(task));
  if (verdict.misconception) lines.push('', indent(`You may believe this: ${verdict.misconception.belief}`, 4));
  if (verdict.state === 'failed' || verdict.state === 'unknown') {
    lines.push('', indent(`Stuck? npm run hint -- ${entry.lab.id}`, 4));
  }
  return lines;
}

/** A lab of which some tasks pass and the rest are as handed out has been started, whatever its verdict is called. */
function stateInWords({ state, tasks }: LabVerdict): string {
  const passed = tasks.filter((task) => task.state === 'passed').length;
  return state === 'not started' && passed > 0 ? `${passed} of ${tasks.length} tasks passed` : state;
}

/** Only the first broken invariant in full: one thing to repair at a time. */
export function reportTask(task: TaskVerdict): string[] {
  const { mark, paint } = LOOK[task.state];
  const lines = [`  ${paint(`${mark} ${task.title}`)}`];
  const [first, ...others] = task.tests.filter((test) => test.state === 'failed' || test.state === 'unknown');
  if (first) lines.push(...reportTest(first));
  for (const test of others) lines.push(`      ${LOOK[test.state].paint(LOOK[test.state].mark)} ${test.name}`);
  return lines;
}

function reportTest(test: TestVerdict): string[] {
  const { mark, paint } = LOOK[test.state];
  return [
    `      ${paint(mark)} ${styleText('bold', test.name)}`,
    ...(test.message ? [indent(test.message, 10)] : []),
    ...(test.timeline ? [indent(`${test.timeline} ${paint(mark)}`, 10)] : []),
    ...(test.seed === undefined ? [] : [indent(`seed ${test.seed}`, 10)]),
  ];
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
