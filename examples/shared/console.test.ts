import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { paint, speakers, table } from './console.ts';

describe('table', () => {
  it('aligns words to the left and numbers to the right', () => {
    const rows = [
      { node: 'node1', runs: 9 },
      { node: 'a-long-name', runs: 120 },
    ];
    expect(stripVTControlCharacters(table(rows)).split('\n')).toEqual([
      'node         runs',
      'node1           9',
      'a-long-name   120',
    ]);
  });

  it('does not count colours as width', () => {
    const rows = [
      { verdict: paint('red', 'no'), n: 1 },
      { verdict: 'yes', n: 2 },
    ];
    expect(stripVTControlCharacters(table(rows)).split('\n').at(1)).toBe('no       1');
  });

  it('says that there is nothing rather than printing nothing', () => {
    expect(table([])).toBe('(nothing)');
  });
});

describe('speakers', () => {
  it('starts every line with who says it, aligned', () => {
    const lines: string[] = [];
    const { a, node2 } = speakers(['a', 'node2'], (line) => lines.push(stripVTControlCharacters(line)));
    a?.('hello');
    node2?.('hello', 'red');
    expect(lines).toEqual(['a      hello', 'node2  hello']);
  });
});
