import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../kit/manifest.ts';
import { type LabEntry, loadCatalogue, ROOT, selectLab } from './catalogue.ts';
import type { Grader } from './session.ts';
import { judgeLab, judgeTask, type LabVerdict, type State } from './verdict.ts';

/** A lab that exists on paper only. */
export function paperLab(name: string, part: Partial<Lab> = {}): LabEntry {
  const [level = '', folder = ''] = name.split('/');
  const [number = ''] = folder.split('-');
  const id = folder.replace(/^\d+-/, '');
  const lab: Lab = { id, title: id, concepts: [], needs: [], points: 10, note: 'timers', wrong: [], ...part };
  return { lab, name, level, number, folder: join(ROOT, 'exercises', name) };
}

/** A verdict from the states of its tests, task by task. */
export function paperVerdict(entry: LabEntry, tasks: Record<string, Record<string, State>>): LabVerdict {
  const judged = Object.entries(tasks).map(([title, tests]) =>
    judgeTask(
      title,
      Object.entries(tests).map(([name, state]) => ({ name, state })),
    ),
  );
  return judgeLab(entry.lab, join(entry.folder, 'exercise.ts'), judged);
}

/** Grades a text as the first lab's subject, from a folder whose name has a blank in it. */
export async function gradeText(grader: Grader, text: string, lab = 'first-tick'): Promise<LabVerdict> {
  const folder = mkdtempSync(join(tmpdir(), 'clockwork subject '));
  try {
    const subject = join(folder, 'subject.ts');
    writeFileSync(subject, text);
    const [verdict] = await grader.grade([{ entry: selectLab(await loadCatalogue(), lab), subjects: [subject] }]);
    return verdict!;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The two functions of the first lab with these bodies, and its imports. */
export function firstTick(every: string, everyUntil = "todo('later')"): string {
  return [
    "import { type Clock, todo } from '#kit';",
    `export function every(clock: Clock, periodMs: number, job: () => void): unknown { ${every} }`,
    `export function everyUntil(clock: Clock, periodMs: number, job: () => void): unknown { ${everyUntil} }`,
  ].join('\n');
}
