import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What a learner reads of an error: the sentence, with the file named as they know it, and no stack. */
export function cleanMessage(message: string, subject: string, path: string): string {
  const file = relative(process.cwd(), path) || path;
  return stripVTControlCharacters(message)
    .replaceAll(subject, file)
    .replaceAll(path, file)
    .replaceAll(' // Object.is equality', '')
    .replace(/([[( ])\+0\b/g, '$10')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();
}
