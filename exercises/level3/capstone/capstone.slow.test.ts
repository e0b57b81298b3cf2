import { fileURLToPath } from 'node:url';
// biome-ignore lint/style/noRestrictedImports: this tests the capstone itself; it is no lab's check.
import { expect, it } from 'vitest';
import { run } from './capstone.ts';
import { REFERENCE_PROGRAM } from './fault-lab.ts';

it.each([
  ['the solution', fileURLToPath(new URL('./solution.ts', import.meta.url)), 'capstone'],
  ['Level 3’s own coordinator', REFERENCE_PROGRAM, 'fenced'],
])('%s holds in five processes, killed and paused and cut off', async (_, program, strategy) => {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const code = await run({ seed: 4711, nodes: 5, json: true }, { program, strategy, print });
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ verdict: 'valid', real: { complete: true } });
  expect(code).toBe(0);
});
