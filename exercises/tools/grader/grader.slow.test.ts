import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalogue, selectLab } from './catalogue.ts';
import { openGrader } from './session.ts';
import { firstTick, gradeText } from './testing.ts';

const grader = openGrader({ workers: 1 });
afterAll(() => grader.close());

const catalogue = await loadCatalogue();
const entry = selectLab(catalogue, 'first-tick');
const solution = join(entry.folder, 'solution.ts');
const BLOCKED = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

describe('Code that never comes back', () => {
  test.each([
    ['a loop', firstTick('while (true) {}')],
    ['a loop at the top of the file', `while (true) {}\n${firstTick('')}`],
    [
      'a recursion of promises',
      `const spin = (): Promise<void> => Promise.resolve().then(spin);\n${firstTick('spin();')}`,
    ],
    [
      'an async method that starves the worker',
      `class A { async go() { await null; void this.go(); } }\n${firstTick('void new A().go();')}`,
    ],
    ['a promise that never settles', `await new Promise(() => {});\n${firstTick('')}`],
    ['a thread that blocks itself', firstTick(BLOCKED)],
    ['a process that kills itself', "process.kill(process.pid, 'SIGKILL');\nexport {};\n"],
  ])('%s is unknown, with a task and a reason, and the next grade is sound', async (_what, text) => {
    const verdict = await gradeText(grader, text);
    expect(verdict.state).toBe('unknown');
    const doubtful = verdict.tasks.find(({ state }) => state === 'unknown');
    expect(doubtful?.title).toMatch(/^Task 1|^The whole lab/);
    expect(doubtful?.tests[0]?.message).toMatch(/stopped|blocked|ended the process/);
    expect((await gradeText(grader, readFileSync(solution, 'utf8'))).state).toBe('passed');
  });

  test('costs no other lab its verdict', async () => {
    const blocked = selectLab(catalogue, 'drift');
    const folder = mkdtempSync(join(tmpdir(), 'clockwork-blocked-'));
    writeFileSync(join(folder, 'blocked.ts'), BLOCKED);
    const [first, second] = await grader.grade([
      { entry: blocked, subjects: [join(folder, 'blocked.ts')] },
      { entry, subjects: [solution] },
    ]);
    rmSync(folder, { recursive: true });
    expect(first?.state).toBe('unknown');
    expect(second?.state).toBe('passed');
  });
});
