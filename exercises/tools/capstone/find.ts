import { basename, dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { nearest } from '../../../examples/shared/nearest.ts';
import { ROOT } from '../grader/catalogue.ts';
import { ToolError } from '../grader/tool-error.ts';

export interface Capstone {
  /** `capstone-3` for level3, `capstone-queue` for queue. */
  readonly name: string;
  readonly file: string;
}

/** What a `capstone.ts` exports as `run`. */
export interface CapstoneOptions {
  readonly seed: number;
  readonly nodes: number;
  readonly json: boolean;
}

export function findCapstones(root = ROOT): Capstone[] {
  const files = globSync('exercises/*/capstone/capstone.ts', { cwd: root }).sort();
  return files.map((file) => ({
    name: `capstone-${basename(dirname(dirname(file))).replace(/^level/, '')}`,
    file: join(root, file),
  }));
}

export function pickCapstone(capstones: readonly Capstone[], word: string | undefined): Capstone {
  const names = capstones.map(({ name }) => name);
  if (names.length === 0) throw new ToolError('This copy of the course holds no capstone.');
  if (!word)
    throw new ToolError(`Which capstone? npm run lab -- ${names.join(' | ')} [--seed 4711] [--nodes 5] [--json]`);
  const found = capstones.find(({ name }) => name === word || name === `capstone-${word}`);
  if (!found) throw new ToolError(`There is no capstone "${word}". The nearest: ${nearest(word, names).join(', ')}.`);
  return found;
}
