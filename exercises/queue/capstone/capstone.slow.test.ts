import { fileURLToPath } from 'node:url';
// biome-ignore lint/style/noRestrictedImports: this tests the capstone itself; it is no lab's check.
import { expect, it } from 'vitest';
import { run } from './capstone.ts';

/** Without the simulated stories: what real processes, a real Redis and signals make of it. */
async function runsForReal(program: string, seed: number): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const file = fileURLToPath(new URL(program, import.meta.url));
  const options = { program: file, schedules: 0, print: (line: string) => void lines.push(line) };
  const code = await run({ seed, nodes: 3, json: false }, options);
  return { code, text: lines.join('\n') };
}

it('holds in real processes, killed and stopped', async () => {
  const { code, text } = await runsForReal('./solution.ts', 4711);
  expect(text).toMatch(/^valid: \d+ refunds paid/m);
  expect(code).toBe(0);
});

it('finds the refund that is paid twice, in real processes too', async () => {
  const { code, text } = await runsForReal('./wrong/no-key.ts', 4711);
  expect(text).toContain('no refund is paid twice');
  expect(code).toBe(1);
});
