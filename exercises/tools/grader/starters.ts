import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LabEntry, ROOT } from './catalogue.ts';
import { ToolError } from './tool-error.ts';

/**
 * Every exercise as it is handed out, in one file, so that `reset` works in a folder unpacked from a ZIP. Authors write
 * it anew with `npm run check -- --starters`.
 */
const STARTERS = join(ROOT, 'exercises/tools/starters.json');

export function readStarter(entry: LabEntry): string {
  const starter = readStarters()[entry.lab.id];
  if (starter === undefined) {
    throw new ToolError(`starters.json holds no starter for ${entry.lab.id}: run \`npm run check -- --starters\``);
  }
  return starter;
}

export function writeStarters(entries: readonly LabEntry[]): void {
  const starters = entries.map(({ lab, folder }) => [lab.id, readFileSync(join(folder, 'exercise.ts'), 'utf8')]);
  writeFileSync(STARTERS, `${JSON.stringify(Object.fromEntries(starters), null, 2)}\n`);
}

function readStarters(): Record<string, string> {
  return existsSync(STARTERS) ? JSON.parse(readFileSync(STARTERS, 'utf8')) : {};
}
