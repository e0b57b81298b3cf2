import { FullScreen } from '../terminal/full-screen.ts';
import type { Course } from './course.ts';
import type { Interface } from './interface.ts';
import { Learner } from './learner.ts';
import { drawScreen, type View } from './screen.ts';

/** The course on a whole screen. */
export function openInteractive(course: Course, quit: () => void): Interface {
  const view: View = {
    page: 'lab',
    scroll: 0,
    cursor: 0,
    notice: [],
    warnings: [],
    solution: [],
    question: undefined,
    site: undefined,
  };
  let onYes: () => void = () => {};
  const learner = new Learner(
    course,
    {
      // It stands below the report: scroll there.
      say: (lines) => Object.assign(view, { page: 'lab', notice: lines, scroll: Number.POSITIVE_INFINITY }),
      confirm(question, yes) {
        view.question = question;
        onYes = yes;
      },
      showSolution: (solution) => Object.assign(view, { solution, page: 'solution', scroll: 0 }),
    },
    () => view.site,
  );

  function turnTo(page: View['page']): void {
    view.scroll = 0;
    view.cursor = course.catalogue.indexOf(course.current);
    view.page = view.page === page ? 'lab' : page;
  }

  function move(by: number): void {
    if (view.page === 'list') view.cursor = clamp(view.cursor + by, course.catalogue.length - 1);
    else view.scroll = Math.max(0, view.scroll + by);
  }

  function enter(): void {
    const entry = course.catalogue[view.cursor];
    if (view.page !== 'list' || !entry) {
      learner.rerun();
      return;
    }
    view.page = 'lab';
    view.notice = [];
    course.choose(entry);
  }

  const actions: Record<string, () => void> = {
    n: () => {
      Object.assign(view, { page: 'lab', notice: [], scroll: 0 });
      learner.next();
    },
    l: () => turnTo('list'),
    h: () => learner.hint(),
    a: () => learner.checkAll(),
    r: () => learner.reset(),
    o: () => learner.note(),
    s: () => (view.page === 'solution' ? turnTo('lab') : learner.solution()),
    '\r': enter,
    '\u001b': () => turnTo('lab'),
    '\u001b[A': () => move(-1),
    '\u001b[B': () => move(1),
    '\u001b[5~': () => move(-10),
    '\u001b[6~': () => move(10),
    k: () => move(-1),
    j: () => move(1),
  };

  function press(key: string): void {
    if (key === 'q' || key === '\u0003') {
      quit();
    } else if (view.question) {
      view.question = undefined;
      if (key === 'y' || key === 'Y') onYes();
    } else {
      actions[key]?.();
    }
    screen.draw();
  }

  const screen = new FullScreen((size) => drawScreen(course, view, size), press);
  let inHand = course.current;
  course.onChange((graded) => {
    const done = graded === course.current && course.verdictOf(graded)?.state === 'passed';
    // A hint belongs to its lab, and saving another one's file turns to that.
    if (done || course.current !== inHand) Object.assign(view, { notice: [], scroll: 0 });
    inHand = course.current;
    screen.draw();
  });
  screen.open();
  return {
    warn(line) {
      view.warnings.push(line);
      screen.draw();
    },
    siteReady(address) {
      view.site = address;
      screen.draw();
    },
    close: () => screen.close(),
  };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
