import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './catalogue.ts';

/** What a learner reads of an error: the sentence, with the file named as they know it, and no stack. */
export function cleanMessage(message: string, subject: string, path: string): string {
  return stripVTControlCharacters(message)
    .replaceAll(subject, shortPath(path))
    .replaceAll(path, shortPath(path))
    .replaceAll(' // Object.is equality', '')
    .replace(/([[( ])\+0\b/g, '$10')
    .replace(/\bprocess\.exit unexpectedly called with "(.*)"$/m, 'the code called process.exit($1)')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();
}

/** File, line, column, message and the lines in question, if the message is the parser's; otherwise nothing. */
export function syntaxProblem(message: string, path: string): string | undefined {
  const [, what, place, frame] = PARSE_ERROR.exec(stripVTControlCharacters(message)) ?? [];
  if (!what) return undefined;
  const lines = (frame ?? '').split('\n').filter((line) => /[\w┬╰]/.test(line));
  return [`${shortPath(path)}:${place} cannot be read: ${what}`, ...lines].join('\n');
}

const PARSE_ERROR = /\[PARSE_ERROR\] (.*)\n\s*╭─\[.*?:(\d+:\d+) \]\n([\s\S]*?)(?:───╯|$)/;

/** As one would type it at the top of the course; a file from elsewhere keeps its whole path. */
export function shortPath(path: string): string {
  const short = relative(ROOT, path);
  return short.startsWith('..') || short === '' ? path : short;
}
