import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { LabEntry } from '../grader/catalogue.ts';
import type { LabVerdict } from '../grader/verdict.ts';
import { labProgress, withHint } from '../progress/progress.ts';
import type { ProgressStore } from '../progress/store.ts';
import { nextHint, parseHints } from './hints.ts';

/** One rung further up the ladder of the first task that does not pass; remembered, so that the next one is higher. */
export function giveHint(entry: LabEntry, verdict: LabVerdict | undefined, store: ProgressStore): string[] {
  if (verdict?.state === 'passed') return [`"${entry.lab.title}" passes: there is nothing left to hint at.`];
  const task = verdict ? firstUnfinished(verdict) : 1;
  const shown = labProgress(store.read(), entry.lab.id).hints[task] ?? 0;
  const file = join(entry.folder, 'hints.md');
  const hint = existsSync(file) ? nextHint(parseHints(readFileSync(file, 'utf8')), task, shown) : undefined;
  if (!hint) return [`"${entry.lab.title}" has no hint for task ${task}.`];
  store.update((progress) => withHint(progress, entry.lab.id, task, hint.rung));
  return [
    `${styleText('cyan', `Hint ${hint.rung} of ${hint.of} for task ${task}`)} ${styleText('dim', entry.lab.title)}`,
    ...hint.text.split('\n').map((line) => `  ${line}`),
    ...(hint.last
      ? [styleText('dim', `  That is the last one. After it: npm run hint -- ${entry.lab.id} --solution`)]
      : []),
  ];
}

function firstUnfinished({ tasks }: LabVerdict): number {
  const index = tasks.findIndex((task) => task.state !== 'passed');
  const title = tasks[index]?.title ?? '';
  return Number(/^Task (\d+)/.exec(title)?.[1] ?? 1);
}
