import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { wrap } from './wrap.ts';

const RED = '\u001b[31m';
const OFF = '\u001b[39m';

describe('Wrapping a line', () => {
  test('leaves a line that fits as it is', () => {
    expect(wrap('  one two', 20)).toEqual(['  one two']);
  });

  test('breaks between words and keeps the indent', () => {
    expect(wrap('  one two three', 10)).toEqual(['  one two', '  three']);
  });

  test('keeps the breaks a text has', () => {
    expect(wrap('  one\n    two three', 9)).toEqual(['  one', '    two', '    three']);
  });

  test('cuts a word longer than the row', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  });

  test('carries a colour over the break and out of the last row', () => {
    const rows = wrap(`${RED}one two${OFF} three`, 5);
    expect(rows.map(stripVTControlCharacters)).toEqual(['one', 'two', 'three']);
    expect(rows[1]).toContain(RED);
    expect(rows[2]).not.toContain(RED);
  });
});
