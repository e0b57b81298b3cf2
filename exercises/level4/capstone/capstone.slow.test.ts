import { fileURLToPath } from 'node:url';
// biome-ignore lint/style/noRestrictedImports: this tests the capstone itself; it is no lab's check.
import { expect, it } from 'vitest';
import { run } from './capstone.ts';

it.each([1, 4711])(
  'the solution holds over five lives, with the kills of seed %i',
  async (seed) => {
    const { code, brokenRules } = await outcomeOf('./solution.ts', { seed, nodes: 5 });
    expect(brokenRules).toEqual([]);
    expect(code).toBe(0);
  },
  120_000,
);

it.each([
  ['looks-only-ahead.ts', 'nothing is left running'],
  ['notes-it-when-it-is-done.ts', 'the record says what was done'],
  ['nobody-knows-the-address.ts', 'every request gets the answer it should'],
  ['alerts-can-wait.ts', 'a human is paged once, and told when it is over'],
])(
  '%s breaks a rule: %s',
  async (file, rule) => {
    const { code, brokenRules } = await outcomeOf(`./wrong/${file}`, { seed: 4711, nodes: 6 });
    expect(brokenRules).toContain(rule);
    expect(code).toBe(1);
  },
  120_000,
);

it('without a program there is nothing to judge', async () => {
  const lines: string[] = [];
  const options = { seed: 1, nodes: 1, json: true };
  const stub = fileURLToPath(new URL('./exercise.ts', import.meta.url));
  expect(await run(options, { program: `${stub}.missing.ts`, print: (line) => void lines.push(line) })).toBe(2);
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ verdict: 'unknown' });
}, 60_000);

async function outcomeOf(file: string, { seed, nodes }: { seed: number; nodes: number }) {
  const lines: string[] = [];
  const program = fileURLToPath(new URL(file, import.meta.url));
  const code = await run({ seed, nodes, json: true }, { program, print: (line) => void lines.push(line) });
  const { findings = [] } = JSON.parse(lines.join('\n')) as { findings?: { rule: string; broken: string[] }[] };
  return { code, brokenRules: findings.filter(({ broken }) => broken.length > 0).map(({ rule }) => rule) };
}
