import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './catalogue.ts';
import { cleanMessage, shortPath, syntaxProblem } from './message.ts';

const path = join(ROOT, 'exercises/level1/01-first-tick/exercise.ts');
const short = shortPath(path);

describe('An error as a learner reads it', () => {
  test('names the file as one would type it, and shows no stack', () => {
    const message = `boom in ${path}?subject&v=3\n    at every (${path}:3:1)`;
    expect(cleanMessage(message, `${path}?subject&v=3`, path)).toBe(`boom in ${short}`);
  });

  test('keeps the whole path of a file from elsewhere', () => {
    expect(shortPath('/somewhere/else.ts')).toBe('/somewhere/else.ts');
  });

  test('says in plain words that the code ended the process', () => {
    expect(cleanMessage('process.exit unexpectedly called with "3"', `${path}?subject`, path)).toBe(
      'the code called process.exit(3)',
    );
  });
});

describe('A syntax error', () => {
  const parser = [
    'Transform failed with 1 error:',
    '',
    '[PARSE_ERROR] Unexpected token',
    '   ╭─[ ../some/exercise.ts:4:13 ]',
    '   │',
    ' 4 │   const a = ;',
    '   │             ┬  ',
    '   │             ╰── ',
    '───╯',
  ].join('\n');

  test('becomes file, line, column, message and the line itself', () => {
    const [head, ...lines] = syntaxProblem(parser, path)?.split('\n') ?? [];
    expect(head).toBe(`${short}:4:13 cannot be read: Unexpected token`);
    expect(lines[0]).toBe(' 4 │   const a = ;');
  });

  test('is told from every other error', () => {
    expect(syntaxProblem('expected 1 to be 5', path)).toBeUndefined();
  });
});
