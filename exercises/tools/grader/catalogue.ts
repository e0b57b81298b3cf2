import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nearest } from '../../../examples/shared/nearest.ts';
import type { Lab } from '../../kit/manifest.ts';
import { ToolError } from './tool-error.ts';

/** A lab and where it lies. */
export interface LabEntry {
  readonly lab: Lab;
  /** Absolute. */
  readonly folder: string;
  /** As in `level1/05-next-fire`. */
  readonly name: string;
  readonly level: string;
  /** The number its folder begins with: `05`. */
  readonly number: string;
}

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const EXERCISES = join(ROOT, 'exercises');
const LEVELS = ['level1', 'level2', 'level3', 'level4', 'lightweight', 'queue'];

/** Every lab of the course, in the order in which it is meant to be done. */
export async function loadCatalogue(): Promise<LabEntry[]> {
  const folders = LEVELS.flatMap((level) => subfolders(join(EXERCISES, level)));
  return Promise.all(folders.filter((folder) => existsSync(join(folder, 'lab.ts'))).map(loadEntry));
}

async function loadEntry(folder: string): Promise<LabEntry> {
  const { lab } = await import(pathToFileURL(join(folder, 'lab.ts')).href);
  const name = relative(EXERCISES, folder).replaceAll('\\', '/');
  return { lab, folder, name, level: name.split('/')[0] ?? '', number: /^\d+/.exec(basename(folder))?.[0] ?? '' };
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}

/**
 * The labs a word picks: a level (`level1`), a number (`5`, `05`), an id (`next-fire`), or a folder (`level1/05-next-fire`,
 * or any path that ends so).
 */
export function selectLabs(catalogue: readonly LabEntry[], word: string): LabEntry[] {
  const wanted = word.replaceAll('\\', '/').replace(/\/+$/, '');
  const matches = (entry: LabEntry) =>
    [entry.lab.id, entry.level, entry.name, basename(entry.folder), `exercises/${entry.name}`].includes(wanted) ||
    (/^\d+$/.test(wanted) && Number(wanted) === Number(entry.number)) ||
    resolve(wanted) === entry.folder;
  const found = catalogue.filter(matches);
  if (found.length > 0) return found;
  const numbers = catalogue.map(({ number }) => number);
  const known = catalogue.flatMap((entry) => [entry.lab.id, basename(entry.folder), entry.level]);
  const instead = /^\d+$/.test(wanted)
    ? `They are numbered ${numbers.at(0)} to ${numbers.at(-1)}.`
    : `The nearest: ${nearest(wanted, known).join(', ')}.`;
  throw new ToolError(`There is no lab "${word}". ${instead}`);
}

/** The one lab a word picks. */
export function selectLab(catalogue: readonly LabEntry[], word: string): LabEntry {
  const [entry, ...others] = selectLabs(catalogue, word);
  if (!entry || others.length > 0) throw new ToolError(`"${word}" picks ${others.length + 1} labs; name one of them.`);
  return entry;
}
