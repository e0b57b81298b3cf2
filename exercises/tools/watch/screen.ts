import { styleText } from 'node:util';
import { levelTitle } from '../card/points.ts';
import type { LabEntry } from '../grader/catalogue.ts';
import { LOOK, reportLab } from '../grader/report.ts';
import type { LabVerdict } from '../grader/verdict.ts';
import type { Standing } from '../progress/progress.ts';
import type { Size } from '../terminal/full-screen.ts';
import { wrap } from '../terminal/wrap.ts';
import type { Course } from './course.ts';

/** What is on the screen besides the course itself. */
export interface View {
  page: 'lab' | 'list' | 'solution';
  scroll: number;
  /** The list's row. */
  cursor: number;
  /** Said last: a hint, where a backup went. */
  notice: readonly string[];
  /** True until the end: no file events, no site, progress not saved. */
  readonly warnings: string[];
  solution: readonly string[];
  question: string | undefined;
  site: string | undefined;
}

/** The screen as lines, none wider than it. */
export function drawScreen(course: Course, view: View, { width, height }: Size): string[] {
  const fitted = (lines: readonly string[]) => lines.flatMap((line) => wrap(line, width));
  const head = fitted([...header(course, view), dim('─'.repeat(width))]);
  const foot = fitted([
    dim('─'.repeat(width)),
    view.question ? styleText('yellow', `${view.question} [y/N]`) : KEYS[view.page],
  ]);
  const room = Math.max(1, height - head.length - foot.length);
  const body = fitted(PAGES[view.page](course, view));
  if (view.page === 'list') view.scroll = Math.max(0, view.cursor - room + 2);
  const hidden = Math.max(0, body.length - room);
  view.scroll = Math.min(view.scroll, hidden);
  const shown = body.slice(view.scroll, view.scroll + room);
  if (view.scroll < hidden) shown[room - 1] = dim(`↓ ${hidden - view.scroll + 1} more lines`);
  return [...head, ...shown, ...Array<string>(room - shown.length).fill(''), ...foot];
}

const PAGES = { lab: labPage, list: listPage, solution: (_course: Course, view: View) => [...view.solution] };

const KEYS = {
  lab: keys('n next', 'l list', 'h hint', 'a check all', 'r reset', 'o note', 's solution', 'q quit'),
  list: keys('↑ ↓ choose', 'Enter open', 'a check all', 'l back', 'q quit'),
  solution: keys('↑ ↓ scroll', 's back', 'q quit'),
};

function header(course: Course, view: View): string[] {
  const passed = course.catalogue.filter((entry) => course.standing(entry) === 'passed').length;
  const place = view.site ? `  ${styleText('cyan', view.site)}` : '';
  return [
    `${styleText('bold', 'Clockwork')}  ${passed} of ${course.catalogue.length} labs passed${place}`,
    ...view.warnings.map((warning) => styleText('yellow', `! ${warning}`)),
  ];
}

/** The lab in hand: its verdict, or that it is on its way. A verdict that is being renewed stays to be read. */
export function labPage(course: Course, view: Pick<View, 'notice'>): string[] {
  const { current } = course;
  const verdict = course.verdictOf(current);
  const state = course.grading
    ? dim(course.grading === current ? '  grading …' : `  grading ${course.grading.number} …`)
    : '';
  const report = verdict ? reportLab(current, verdict) : [`${current.number} ${current.lab.title}`];
  return [
    `${dim(`${levelTitle(current.level)} · edit exercises/${current.name}/exercise.ts`)}${state}`,
    '',
    ...report,
    ...(verdict ? advice(course, verdict) : []),
    ...(view.notice.length > 0 ? ['', ...view.notice] : []),
  ];
}

function advice(course: Course, { state, tasks }: LabVerdict): string[] {
  const next = tasks.find((task) => task.state === 'not started');
  if (next && tasks.some((task) => task.state === 'passed')) return ['', dim(`    Go on with ${next.title}.`)];
  if (state === 'not started')
    return ['', dim(`    Read README.md beside it, and notes/${course.current.lab.note}.md. Then edit and save.`)];
  if (state === 'passed')
    return [
      '',
      styleText(
        'green',
        course.next() ? '    Done. n takes you to the next lab.' : '    Done, and with it the course.',
      ),
    ];
  return [];
}

function listPage(course: Course, view: View): string[] {
  return course.catalogue.map((entry, index) => listRow(course, entry, index === view.cursor));
}

function listRow(course: Course, entry: LabEntry, chosen: boolean): string {
  const { mark, paint } = LOOK[STATE_OF[course.standing(entry)]];
  const doing = course.grading === entry ? dim(' grading …') : '';
  const row = `${entry.number} ${entry.lab.title}`;
  return `${chosen ? '›' : ' '} ${paint(mark)} ${chosen ? styleText('bold', row) : row}  ${dim(levelTitle(entry.level))}${doing}`;
}

/** In a list, "in progress" looks like what it most often is. */
const STATE_OF = { passed: 'passed', 'in progress': 'failed', 'not started': 'not started' } satisfies Record<
  Standing,
  keyof typeof LOOK
>;

function keys(...pairs: string[]): string {
  return pairs.map((pair) => pair.replace(/^(\S+(?: ↓)?)/, (key) => styleText('bold', key))).join(dim(' · '));
}

function dim(text: string): string {
  return styleText('dim', text);
}
