import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../grader/catalogue.ts';
import { ToolError } from '../grader/tool-error.ts';
import { giveHint } from '../hints/give-hint.ts';
import { openSolution, solutionIsOpen } from '../hints/solution.ts';
import { resetLab } from '../progress/reset.ts';
import type { Course } from './course.ts';
import { openInSystem } from './open.ts';

/** How the course speaks back: on a full screen or in plain lines. */
export interface Voice {
  say(lines: readonly string[]): void;
  confirm(question: string, yes: () => void): void;
  showSolution(lines: readonly string[]): void;
}

/** What each key does, apart from looking around. */
export class Learner {
  readonly #course: Course;
  readonly #voice: Voice;
  readonly #site: () => string | undefined;

  constructor(course: Course, voice: Voice, site: () => string | undefined) {
    this.#course = course;
    this.#voice = voice;
    this.#site = site;
  }

  next(): void {
    const entry = this.#course.next();
    if (entry) this.#course.choose(entry);
    else this.#voice.say(['Every other lab is passed.']);
  }

  rerun(): void {
    this.#course.grade([this.#course.current]);
  }

  checkAll(): void {
    this.#course.grade(this.#course.catalogue);
  }

  hint(): void {
    const { current, store } = this.#course;
    this.#voice.say(giveHint(current, this.#course.verdictOf(current), store));
  }

  reset(): void {
    const { current } = this.#course;
    this.#voice.confirm(`Put exercise.ts of "${current.lab.title}" back as it was handed out? A copy is kept.`, () => {
      try {
        this.#voice.say([resetLab(current, new Date())]);
      } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        this.#voice.say([error.message]);
      }
    });
  }

  solution(): void {
    const { current, store } = this.#course;
    const show = () => this.#voice.showSolution(openSolution(current, store));
    if (solutionIsOpen(store.read(), current.lab.id)) show();
    else this.#voice.confirm(`"${current.lab.title}" is not passed yet. Show its solution? It is recorded.`, show);
  }

  note(): void {
    const { note } = this.#course.current.lab;
    const file = join(ROOT, 'notes', `${note}.md`);
    if (!existsSync(file)) {
      this.#voice.say([`notes/${note}.md is not here.`]);
      return;
    }
    const site = this.#site();
    const place = site ? `${site}notes/${note}` : file;
    openInSystem(place);
    this.#voice.say([`The note is at ${place}. If it did not open by itself, open it from there.`]);
  }
}
