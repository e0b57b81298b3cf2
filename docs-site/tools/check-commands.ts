import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.ts';
import type { Page } from './read-page.ts';

/** Every command a page shows can be given, and every file it names in passing is there. */
export function checkCommands(root: string, file: string, page: Page): Problem[] {
  const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts ?? {};
  return page.lines.flatMap(({ line, text }) => {
    const commands = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own ?? '',
    );
    const paths = [...text.matchAll(NAMED_FILE)].map((match) => match[1] ?? '');
    return [
      ...commands.map((name) => commandTrouble(root, name, scripts[name])),
      ...paths.map((path) => (existsSync(join(root, path)) ? undefined : `there is no file ${path}`)),
    ].flatMap((message) => (message === undefined ? [] : [new Problem(file, line, message)]));
  });
}

/** A path from the root of the repository, on its own or in backticks; part of a link it is looked after elsewhere. */
const NAMED_FILE =
  /(?:^|[\s`])((?:notes|examples|exercises|docs-site)\/[\w./-]+\.(?:ts|md|vue|svg|json))(?=$|[\s`.,;:)])/g;

function commandTrouble(root: string, name: string, script: string | undefined): string | undefined {
  if (script === undefined) return `there is no script "${name}" in package.json`;
  const entry = /\S+\.ts\b/.exec(script)?.[0];
  if (entry === undefined || existsSync(join(root, entry))) return undefined;
  return `the script "${name}" starts ${entry}, which is not there`;
}
