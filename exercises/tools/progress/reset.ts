import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LabEntry, ROOT } from '../grader/catalogue.ts';
import { shortPath } from '../grader/message.ts';
import { readStarter } from '../grader/starters.ts';
import { ToolError } from '../grader/tool-error.ts';

/** Puts a lab's starter back. What was there is copied away first. Answers what it did, in a sentence. */
export function resetLab(entry: LabEntry, now: Date): string {
  const starter = readStarter(entry);
  const exercise = join(entry.folder, 'exercise.ts');
  try {
    if (existsSync(exercise) && readFileSync(exercise, 'utf8') === starter)
      return `"${entry.lab.title}" is as it was handed out: nothing to reset.`;
    const backup = existsSync(exercise) ? backUp(entry, exercise, now) : undefined;
    writeFileSync(exercise, starter);
    return `"${entry.lab.title}" starts over.${backup ? ` What you had is kept in ${shortPath(backup)}` : ''}`;
  } catch (error) {
    // Folders that may not be written to: nothing is lost, for the copy comes first.
    throw new ToolError(`"${entry.lab.title}" cannot be reset: ${(error as Error).message}`);
  }
}

function backUp(entry: LabEntry, exercise: string, now: Date): string {
  const folder = join(ROOT, '.clockwork/backups', entry.lab.id);
  mkdirSync(folder, { recursive: true });
  // Windows allows no colon in a file's name.
  const backup = join(folder, `${now.toISOString().replaceAll(':', '-')}.ts`);
  copyFileSync(exercise, backup);
  return backup;
}
