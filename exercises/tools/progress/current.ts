import type { LabEntry } from '../grader/catalogue.ts';
import { ToolError } from '../grader/tool-error.ts';
import { labProgress, type Progress } from './progress.ts';

/** The lab to work on: the last one while it is not passed, else the first that is not. */
export function currentLab(catalogue: readonly LabEntry[], progress: Progress): LabEntry {
  const open = (entry: LabEntry) => labProgress(progress, entry.lab.id).state !== 'passed';
  const last = catalogue.find((entry) => entry.lab.id === progress.current);
  const entry = (last && open(last) && last) || catalogue.find(open) || last || catalogue[0];
  if (!entry) throw new ToolError('There is no lab under exercises. Is this the whole course?');
  return entry;
}
