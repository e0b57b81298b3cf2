import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LabEntry, loadCatalogue, ROOT, selectLab } from './grader/catalogue.ts';
import { openGrader } from './grader/session.ts';
import { readStarter } from './grader/starters.ts';
import type { State } from './grader/verdict.ts';
import { ProgressStore } from './progress/store.ts';
import { Course } from './watch/course.ts';
import { watchLabs } from './watch/save-events.ts';
import { labPage } from './watch/screen.ts';

/**
 * How long a learner waits: from the moment a file is saved to the verdict being ready to draw, through everything watch
 * mode goes through. It works on a copy of the first lab, so nobody's exercise and nobody's progress is touched. Beside
 * it, in the same run, what a grade costs from a cold start.
 */
const SAVES = 30;
const COLD = 3;
const scratch = join(ROOT, '.clockwork/bench');
process.once('SIGINT', () => {
  rmSync(scratch, { recursive: true, force: true });
  process.exit(130);
});

const original = selectLab(await loadCatalogue(), 'first-tick');
const textOf = (file: string) => readFileSync(join(original.folder, file), 'utf8');
const saves: readonly { text: string; state: State }[] = [
  { text: textOf('solution.ts'), state: 'passed' },
  { text: textOf('wrong/ticks-once.ts'), state: 'failed' },
  { text: readStarter(original), state: 'not started' },
];
mkdirSync(scratch, { recursive: true });
try {
  const warm = await saveAndWait();
  const cold = Array.from({ length: COLD }, gradeCold);
  const ms = (value: number) => `${Math.round(value)} ms`;
  console.log(`${SAVES} saves, each to its verdict: median ${ms(median(warm))}, p95 ${ms(quantile(warm, 0.95))}`);
  console.log(`the same grade from a cold start, ${COLD} times: median ${ms(median(cold))}`);
  console.log(`watching is ${(median(cold) / median(warm)).toFixed(1)} times as fast`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exit();

async function saveAndWait(): Promise<number[]> {
  const folder = join(scratch, 'first-tick');
  cpSync(original.folder, folder, { recursive: true });
  const entry: LabEntry = { ...original, folder };
  const grader = openGrader({ workers: 1 });
  const store = new ProgressStore(console.error, join(scratch, 'progress.json'));
  const course = new Course({ catalogue: [entry], store, grader });
  let arrived: () => void = () => {};
  course.onChange((graded) => {
    labPage(course, { notice: [] });
    if (graded) arrived();
  });
  const watcher = watchLabs([entry], (saved) => void course.saved(saved));
  const next = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  const first = next();
  course.grade([entry]);
  await first;
  const times: number[] = [];
  for (let index = 0; index < SAVES; index++) {
    const { text, state } = saves[index % saves.length]!;
    const began = performance.now();
    const verdict = next();
    writeFileSync(join(folder, 'exercise.ts'), text);
    await verdict;
    times.push(performance.now() - began);
    const seen = course.verdictOf(entry);
    if (seen?.state !== state) throw new Error(`expected "${state}", got ${JSON.stringify(seen)}`);
  }
  watcher.close();
  await grader.close();
  return times;
}

function gradeCold(): number {
  const tool = join(ROOT, 'exercises/tools/grade.ts');
  const subject = join(original.folder, 'solution.ts');
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [
    '--import',
    'tsx',
    tool,
    '--lab',
    original.lab.id,
    '--subject',
    subject,
  ]);
  if (status !== 0) throw new Error(`a cold grade of the solution ended with ${status}`);
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
