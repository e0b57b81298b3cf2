import { createInterface } from 'node:readline';
import { reportLab } from '../grader/report.ts';
import type { Course } from './course.ts';
import type { Interface } from './interface.ts';
import { Learner } from './learner.ts';

const USAGE =
  'Save exercise.ts to have it graded. Or type, each with Enter: n next, l list, h hint, a check all, r reset, o open note, s solution, q quit; Enter alone grades again.';

/** The course in plain lines, for a pipe, a log or a terminal that is none. */
export function openPlain(course: Course, quit: () => void, { stdin, stdout } = process): Interface {
  const print = (lines: readonly string[]) => stdout.write(`${lines.join('\n')}\n`);
  let site: string | undefined;
  let onYes: (() => void) | undefined;
  const learner = new Learner(
    course,
    {
      say: print,
      confirm(question, yes) {
        print([`${question} [y/N]`]);
        onYes = yes;
      },
      showSolution: print,
    },
    () => site,
  );
  const actions: Record<string, () => void> = {
    n: () => learner.next(),
    l: () => print(course.catalogue.map((entry) => `${entry.name}  ${course.standing(entry)}`)),
    h: () => learner.hint(),
    a: () => learner.checkAll(),
    r: () => learner.reset(),
    o: () => learner.note(),
    s: () => learner.solution(),
    q: quit,
    '': () => learner.rerun(),
  };
  const lines = createInterface({ input: stdin });
  lines.on('line', (line) => {
    const word = line.trim().toLowerCase();
    const yes = onYes;
    onYes = undefined;
    if (yes) {
      if (word === 'y') yes();
      else print(['Nothing changed.']);
    } else {
      const action = actions[word];
      if (action) action();
      else print([USAGE]);
    }
  });
  const place = () => `The lab in hand: exercises/${course.current.name}/exercise.ts`;
  let inHand = course.current;
  course.onChange((graded) => {
    if (course.current !== inHand) print([place()]);
    inHand = course.current;
    const verdict = graded && course.verdictOf(graded);
    if (verdict) print(reportLab(graded, verdict));
  });
  print([`Clockwork. ${place()}`, USAGE]);
  return {
    warn: (line) => print([line]),
    siteReady(address) {
      site = address;
      print([`The site: ${address}`]);
    },
    close: () => lines.close(),
  };
}
