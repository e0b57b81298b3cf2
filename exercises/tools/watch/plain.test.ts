import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { paperLab, paperVerdict } from '../grader/testing.ts';
import { ProgressStore } from '../progress/store.ts';
import { Course } from './course.ts';
import { openPlain } from './plain.ts';

test('in plain lines, whoever turns to the next lab is told which file it is in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clockwork-plain-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const catalogue = [paperLab('level1/01-a'), paperLab('level1/02-b')];
  const verdict = paperVerdict(catalogue[1]!, { 'Task 1': { works: 'not started' } });
  const store = new ProgressStore(() => {}, join(folder, 'progress.json'));
  const course = new Course({ catalogue, store, grader: { grade: async () => [verdict], close: async () => {} } });
  const [stdin, stdout] = [new PassThrough(), new PassThrough({ encoding: 'utf8' })];
  const shown = openPlain(course, () => {}, { stdin, stdout } as unknown as NodeJS.Process);
  const graded = new Promise<void>((resolve) => course.onChange((entry) => entry && resolve()));
  stdin.write('n\n');
  await graded;
  shown.close();
  expect(String(stdout.read()).match(/exercises\/level1\/\S+/g)).toEqual([
    'exercises/level1/01-a/exercise.ts',
    'exercises/level1/02-b/exercise.ts',
  ]);
});
