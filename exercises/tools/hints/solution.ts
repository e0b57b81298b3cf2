import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabEntry } from '../grader/catalogue.ts';
import { labProgress, type Progress, withSolutionOpened } from '../progress/progress.ts';
import type { ProgressStore } from '../progress/store.ts';

/** Open to whoever passed the lab, or looked before; anybody else is asked first, and it is recorded. */
export function solutionIsOpen(progress: Progress, id: string): boolean {
  const lab = labProgress(progress, id);
  return lab.passedAt !== undefined || lab.solutionOpenedAt !== undefined;
}

export function openSolution(entry: LabEntry, store: ProgressStore): string[] {
  if (!solutionIsOpen(store.read(), entry.lab.id)) {
    store.update((progress) => withSolutionOpened(progress, entry.lab.id, new Date()));
  }
  return readFileSync(join(entry.folder, 'solution.ts'), 'utf8').trimEnd().split('\n');
}
