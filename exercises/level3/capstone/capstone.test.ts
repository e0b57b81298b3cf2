import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
// biome-ignore lint/style/noRestrictedImports: this tests the capstone itself; it is no lab's check.
import { describe, expect, it } from 'vitest';
import { run } from './capstone.ts';
import { formatVerdict, judge, type NodeProgram, REFERENCE_PROGRAM, shrinkSeed, sweepVirtual } from './fault-lab.ts';
import { WRONG } from './wrong.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const load = async (path: string) => (await import(pathToFileURL(path).href)) as NodeProgram;
const SCHEDULES = 100;

describe('the capstone', () => {
  it.each([
    ['the solution', here('./solution.ts'), ''],
    ['Level 3’s own coordinator', REFERENCE_PROGRAM, 'fenced'],
  ])('is passed by %s', async (_, file, strategy) => {
    const { counts } = await sweepVirtual({ program: await load(file), strategy }, { seed: 1, seeds: SCHEDULES });
    expect(counts).toEqual({ valid: SCHEDULES, invalid: 0, unknown: 0 });
  });

  it.each(WRONG)('catches $file under seed $seed', async ({ file, seed, breaks }) => {
    const subject = { program: await load(here(`./wrong/${file}`)), strategy: '' };
    const { violations } = await judge(subject, seed);
    expect(violations.map(({ invariant }) => invariant)).toContain(breaks);
    const smallest = await shrinkSeed(subject, seed);
    expect(formatVerdict(smallest.verdict)).toMatch(/t=\d+ .* · t=\d+ .* ✗$/m);
  });

  it('knows every wrong solution there is', () => {
    expect(WRONG.map(({ file }) => file).sort()).toEqual(readdirSync(here('./wrong')).sort());
  });

  it('says of an exercise nobody began that it is not started, and passes no verdict', async () => {
    const lines: string[] = [];
    const program = here('./testing/not-started.ts');
    const code = await run({ seed: 1, nodes: 5, json: false }, { program, print: (line) => void lines.push(line) });
    expect(lines.join('\n')).toMatch(/^Not started: not written yet/);
    expect(code).toBe(2);
  });

  it.each([
    ['is not there', './nowhere.ts', /^nowhere.ts could not be loaded: /],
    ['exports nothing of use', './wrong.ts', /^wrong.ts exports no function runNode/],
  ])('says so of a program that %s', async (_, file, message) => {
    const lines: string[] = [];
    const options = { program: here(file), print: (line: string) => void lines.push(line) };
    expect(await run({ seed: 1, nodes: 5, json: false }, options)).toBe(2);
    expect(lines.join('\n')).toMatch(message);
  });

  it('shows a failure as its smallest story, and goes no further', async () => {
    const lines: string[] = [];
    const program = here('./wrong/a-lock-is-enough.ts');
    const code = await run({ seed: 1, nodes: 5, json: false }, { program, print: (line) => void lines.push(line) });
    expect(lines.join('\n')).toMatch(/this is all it takes:\n.*\n.*✗$/);
    expect(code).toBe(1);
  });
});
