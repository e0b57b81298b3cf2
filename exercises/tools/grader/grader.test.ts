import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalogue, selectLab } from './catalogue.ts';
import { openGrader } from './session.ts';
import { readStarter } from './starters.ts';
import { firstTick, gradeText } from './testing.ts';

const grader = openGrader({ workers: 1 });
afterAll(() => grader.close());

const entry = selectLab(await loadCatalogue(), 'first-tick');
const grade = (text: string) => gradeText(grader, text);
const textOf = (file: string) => readFileSync(join(entry.folder, file), 'utf8');

describe('The grader', { timeout: 60_000 }, () => {
  test('passes the solution', async () => {
    expect((await grade(textOf('solution.ts'))).state).toBe('passed');
  });

  test('calls the starter not started, in every task', async () => {
    const verdict = await grade(readStarter(entry));
    expect(verdict.tasks.map(({ state }) => state)).toEqual(['not started', 'not started']);
  });

  test('names the belief behind a known wrong solution', async () => {
    const verdict = await grade(textOf('wrong/ticks-once.ts'));
    expect(verdict).toMatchObject({ state: 'failed', misconception: { file: 'ticks-once.ts' } });
  });

  test('judges each task by itself', async () => {
    const verdict = await grade(
      firstTick('clock.setTimeout(() => { every(clock, periodMs, job); job(); }, periodMs);'),
    );
    expect(verdict.tasks.map(({ state }) => state)).toEqual(['passed', 'not started']);
  });

  test('shows file, line and message of a syntax error, and no stack', async () => {
    const { state, problem } = await grade('export function every() {\n  const a = ;\n}\n');
    expect(state).toBe('failed');
    expect(problem).toMatch(/subject\.ts:2:13 cannot be read: /);
    expect(problem).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['a throw', "throw new Error('boom');", 'could not be loaded: Error: boom'],
    ['a package that is not there', "import 'left-padd';", "Cannot find package 'left-padd'"],
  ])('says once, and not test by test, that %s kept the file from loading', async (_what, text, why) => {
    const { state, problem, tasks } = await grade(text);
    expect(state).toBe('failed');
    expect(problem).toContain(why);
    expect(tasks).toEqual([]);
  });

  test.each([
    ['an empty file', ''],
    ['a file that exports nothing', 'export {};\n'],
    ['a file of comments', '// later\n'],
    ['constants that happen to have the names', 'export const every = 5;\nexport const everyUntil = [100];\n'],
    ['a todo that is caught', firstTick("try { todo('x'); } catch {}", "try { todo('x'); } catch {}")],
    ['a process that exits with zero', firstTick('process.exit(0);', 'process.exit(0);')],
    ['an exit while loading', 'process.exit(0);\nexport {};\n'],
    ['a string that is thrown', firstTick("throw 'no';", 'throw undefined;')],
    ['an import of the test runner', "import { test } from 'vitest';\nexport const every = test;\n"],
    ['an import of the answers', "export * from './solution.ts';\n"],
  ])('does not pass %s', async (_what, text) => {
    expect((await grade(text)).state).not.toBe('passed');
  });

  test('says what a missing export costs, and how to get it back', async () => {
    const { tasks } = await grade('export {};\n');
    expect(tasks[0]?.tests[0]?.message).toContain('does not export "every"');
  });

  test('fails a file that is not there', async () => {
    const missing = join(entry.folder, 'wrong/nobody-wrote-this.ts');
    const [verdict] = await grader.grade([{ entry, subjects: [missing] }]);
    // `npm run reset` would bring back another file.
    expect(verdict).toMatchObject({ state: 'failed', problem: expect.stringMatching(/does not exist\.$/) });
  });

  test('fails a folder', async () => {
    const [verdict] = await grader.grade([{ entry, subjects: [entry.folder] }]);
    expect(verdict).toMatchObject({ state: 'failed', problem: expect.stringContaining('is no file') });
  });

  test('fails a lab whose check is gone', async () => {
    const [verdict] = await grader.grade([
      { entry: { ...entry, folder: join(entry.folder, 'wrong') }, subjects: [join(entry.folder, 'solution.ts')] },
    ]);
    expect(verdict).toMatchObject({ state: 'failed', problem: expect.stringContaining('check.test.ts is gone') });
  });
});
