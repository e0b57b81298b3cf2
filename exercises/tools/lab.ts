import { pathToFileURL } from 'node:url';
import { type CapstoneOptions, findCapstones, pickCapstone } from './capstone/find.ts';
import { readArguments } from './grader/options.ts';
import { runTool, ToolError } from './grader/tool-error.ts';

const USAGE = 'npm run lab -- <capstone> [--seed <number>] [--nodes <1 to 50>] [--json]';

/** Runs a level's capstone: the learner's pieces put together, and thrown about. The exit code is its verdict. */
await runTool(async () => {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments({ seed: text, nodes: text, json: { type: 'boolean' } }, USAGE);
  const capstone = pickCapstone(findCapstones(), positionals[0]);
  const options: CapstoneOptions = {
    seed: readNumber('seed', values.seed ?? '4711', { from: 0, to: 2 ** 32 - 1 }),
    nodes: readNumber('nodes', values.nodes ?? '5', { from: 1, to: 50 }),
    json: values.json ?? false,
  };
  const { run } = await import(pathToFileURL(capstone.file).href);
  return run(options);
});

function readNumber(name: string, text: string, { from, to }: { from: number; to: number }): number {
  if (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
  throw new ToolError(`--${name} ${text}: expected a whole number from ${from} to ${to}\n${USAGE}`);
}
