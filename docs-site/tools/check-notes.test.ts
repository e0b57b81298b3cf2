import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkNotes } from './check-notes.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

const standing = {
  'package.json': JSON.stringify({ type: 'module', scripts: { level1: 'node examples/hello.ts', gone: 'node no.ts' } }),
  'examples/hello.ts': "// #region greeting\nexport const greeting: string = 'hello';\n// #endregion greeting\n",
  'notes/other.md': '# Other\n\n## Twice\n\n## Twice\n',
  'notes/pictures/one.svg': '<svg/>',
};

/** What is found in a note of these words, each problem without its place. */
async function problemsOf(note: string): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'clockwork-notes-'));
  roots.push(root);
  for (const [file, text] of Object.entries({ ...standing, 'notes/note.md': note })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return (await checkNotes(root)).map(({ message }) => message);
}

test('a note whose promises hold has no problems', async () => {
  const note = `# Note

[Other](./other.md#twice-1), [here](#note), [elsewhere](https://example.org), [the site](/explore/cron)

![one thing](./pictures/one.svg)

<<< @/examples/hello.ts#greeting

Run \`npm run level1\`, read \`examples/hello.ts\`; \`[this](./is-code.md)\` is no link.
`;
  expect(await problemsOf(note)).toEqual([]);
});

test.each([
  ['[x](./nowhere.md)', 'there is no such file'],
  ['[x](./other.md#thrice)', 'no heading there makes the anchor #thrice'],
  ['[x](#nothing)', 'no heading there makes the anchor #nothing'],
  ['![x](./pictures/none.svg)', 'there is no picture ./pictures/none.svg'],
  ['![](./pictures/one.svg)', 'does not say what it shows'],
  ['<<< @/examples/bye.ts', 'there is no such file'],
  ['<<< @/examples/hello.ts#farewell', 'no line of it is "// #region farewell"'],
  ['<!-- @include: ./lost.md -->', 'there is no such file'],
  ['`npm run level9`', 'there is no script "level9"'],
  ['```sh\nnpm run gone\n```', 'starts no.ts, which is not there'],
  ['see `examples/gone.ts`', 'there is no file examples/gone.ts'],
  ['```output\n1\n```', 'an output that no program before it prints'],
  ['```ts run\nconsole.log(1)\n```', 'the fence after this program is not marked output'],
])('%j is found out: %s', async (note, problem) => {
  expect(await problemsOf(note)).toEqual([expect.stringContaining(problem)]);
});

test('a program may use the repository, and is held to its output', async () => {
  const program = "import { greeting } from './examples/hello.ts';\nconsole.log(greeting);";
  const printing = (output: string) => `\`\`\`ts run\n${program}\n\`\`\`\n\n\`\`\`output\n${output}\n\`\`\`\n`;
  expect(await problemsOf(printing('hello'))).toEqual([]);
  expect(await problemsOf(printing('bye'))).toEqual([expect.stringContaining('but:\nhello')]);
});

test('a program that throws is reported by its error', async () => {
  const problems = await problemsOf("```ts run\nthrow new TypeError('too late');\n```\n```output\n```\n");
  expect(problems).toEqual([expect.stringContaining('TypeError: too late')]);
});

test('questions have one right option, a reason each, and there are four', async () => {
  const question = '### 1. Which?\n\n- [x] This. *Because\n  of that.*\n- [ ] That. *It is not.*\n\n';
  const note = (...questions: string[]) => `# Note\n\n## Check yourself\n\n${questions.join('')}`;
  const two = question.replace('[ ]', '[x]');
  const silent = question.replace(' *It is not.*', '');
  expect(await problemsOf(note(question, question, question, question))).toEqual([]);
  expect(await problemsOf(note(question, question, question, two))).toEqual(['2 options are ticked, expected one']);
  expect(await problemsOf(note(question, question, question, silent))).toEqual([
    'an option does not end with its reason in italics: - [ ] That.',
  ]);
  expect(await problemsOf(note(question))).toEqual(['1 questions, expected 4 or more']);
});
