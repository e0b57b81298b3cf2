import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabEntry } from '../grader/catalogue.ts';
import type { Grader } from '../grader/session.ts';
import { judgeLab, type LabVerdict } from '../grader/verdict.ts';
import { currentLab } from '../progress/current.ts';
import { labProgress, type Standing, standingOf, withAttempt, withGrade } from '../progress/progress.ts';
import type { ProgressStore } from '../progress/store.ts';

export interface CourseParts {
  readonly catalogue: readonly LabEntry[];
  readonly store: ProgressStore;
  readonly grader: Grader;
}

/**
 * The labs, the one in hand, and what is known of each. Labs are graded one after another; whatever was saved last goes
 * first, and what is saved while a grade runs is graded once, after it.
 */
export class Course {
  readonly catalogue: readonly LabEntry[];
  readonly store: ProgressStore;
  current: LabEntry;
  grading: LabEntry | undefined;
  readonly #grader: Grader;
  readonly #verdicts = new Map<string, LabVerdict>();
  /** The text each lab was last graded with: an editor may report one save several times. */
  readonly #graded = new Map<string, string | undefined>();
  #waiting: LabEntry[] = [];
  readonly #listeners: ((graded?: LabEntry) => void)[] = [];

  constructor({ catalogue, store, grader }: CourseParts) {
    this.catalogue = catalogue;
    this.store = store;
    this.#grader = grader;
    this.current = currentLab(catalogue, store.read());
  }

  /** Called after every change; with the lab, when it was a verdict. */
  onChange(listener: (graded?: LabEntry) => void): void {
    this.#listeners.push(listener);
  }

  verdictOf(entry: LabEntry): LabVerdict | undefined {
    return this.#verdicts.get(entry.lab.id);
  }

  standing(entry: LabEntry): Standing {
    return labProgress(this.store.read(), entry.lab.id).state;
  }

  choose(entry: LabEntry): void {
    this.current = entry;
    if (!this.verdictOf(entry)) this.grade([entry]);
    this.#tell();
  }

  /** The next lab that is not passed, round the end if need be. */
  next(): LabEntry | undefined {
    const here = this.catalogue.indexOf(this.current);
    const others = [...this.catalogue.slice(here + 1), ...this.catalogue.slice(0, here)];
    return others.find((entry) => this.standing(entry) !== 'passed');
  }

  /** An editor wrote the lab's file, or so the system says. */
  async saved(entry: LabEntry): Promise<void> {
    // Some editors empty the file before they fill it: what is empty now may not be in a moment.
    if (!textOf(entry)) await new Promise((resolve) => setTimeout(resolve, HALF_SAVED_MS));
    if (this.#graded.has(entry.lab.id) && this.#graded.get(entry.lab.id) === textOf(entry)) return;
    this.current = entry;
    this.grade([entry], 'saved');
  }

  grade(entries: readonly LabEntry[], why?: 'saved'): void {
    const others = this.#waiting.filter((entry) => !entries.includes(entry));
    this.#waiting = why === 'saved' ? [...entries, ...others] : [...others, ...entries];
    if (!this.grading) void this.#work();
  }

  async #work(): Promise<void> {
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      this.grading = entry;
      this.#tell();
      const text = textOf(entry);
      const known = this.#graded.has(entry.lab.id);
      const attempt = known && this.#graded.get(entry.lab.id) !== text;
      this.#graded.set(entry.lab.id, text);
      const path = join(entry.folder, 'exercise.ts');
      try {
        const [verdict] = await this.#grader.grade([{ entry, subjects: [path] }]);
        if (verdict) this.#keep(entry, verdict, attempt);
      } catch (error) {
        // The grader itself is broken: that is shown in the verdict's place, and is nobody's progress.
        this.#verdicts.set(entry.lab.id, judgeLab(entry.lab, path, [], (error as Error).message));
      }
      this.grading = undefined;
      this.#tell(entry);
    }
  }

  #keep(entry: LabEntry, verdict: LabVerdict, attempt: boolean): void {
    this.#verdicts.set(entry.lab.id, verdict);
    const { id } = entry.lab;
    this.store.update((before) => {
      const progress = withGrade(before, id, standingOf(verdict), new Date());
      return attempt && standingOf(verdict) !== 'not started' ? withAttempt(progress, id) : progress;
    });
  }

  #tell(graded?: LabEntry): void {
    for (const listener of this.#listeners) listener(graded);
  }
}

const HALF_SAVED_MS = 40;

function textOf({ folder }: LabEntry): string | undefined {
  const file = join(folder, 'exercise.ts');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
