import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkCommands } from './check-commands.ts';
import { checkQuestions } from './check-questions.ts';
import { checkTargets } from './check-targets.ts';
import type { Problem } from './problem.ts';
import { readPage } from './read-page.ts';
import { runPrograms } from './run-programs.ts';

const rooms = ['notes', 'examples', 'exercises', 'docs-site'];

/** What in the prose of the repository is not, or no longer, true. Empty when all of it holds. */
export async function checkNotes(root: string): Promise<Problem[]> {
  const waiting = await markdownFiles(root);
  const found = new Map<string, Problem[]>();
  const lane = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      found.set(file, await checkFile(root, file));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return [...found.keys()].sort().flatMap((file) => found.get(file) ?? []);
}

async function checkFile(root: string, file: string): Promise<Problem[]> {
  const page = readPage(await readFile(join(root, file), 'utf8'));
  return [
    ...checkTargets(root, file, page),
    ...checkCommands(root, file, page),
    ...checkQuestions(file, page),
    ...(await runPrograms(root, file, page)),
  ];
}

async function markdownFiles(root: string): Promise<string[]> {
  const top = await readdir(root);
  const inRooms = top
    .filter((name) => rooms.includes(name))
    .map(async (room) => {
      const files = await readdir(join(root, room), { recursive: true });
      return files.map((file) => `${room}/${file.replaceAll('\\', '/')}`);
    });
  const all = [...top, ...(await Promise.all(inRooms)).flat()];
  return all.filter((file) => file.endsWith('.md') && !/(^|\/)(\.|node_modules\/)/.test(file)).sort();
}
