import { stripVTControlCharacters } from 'node:util';

/** Breaks painted lines between words so that they fit; what follows a break is indented as the line's beginning is. */
export function wrap(lines: string, width: number): string[] {
  return lines.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const indent = ' '.repeat(Math.min(/^ */.exec(stripVTControlCharacters(line))?.[0].length ?? 0, width >> 1));
  const rows: string[] = [];
  let row = '';
  let used = 0;
  let colours = '';
  for (const [piece] of line.matchAll(PIECES)) {
    if (piece.startsWith(ESCAPE)) {
      colours = piece === RESET || isOff(piece) ? '' : colours + piece;
      row += piece;
      continue;
    }
    for (const part of split(piece, width - indent.length)) {
      const length = [...part].length;
      if (used + length > width && used > indent.length) {
        rows.push(row.trimEnd() + (colours && RESET));
        row = indent + colours;
        used = indent.length;
        if (part === ' ') continue;
      }
      row += part;
      used += length;
    }
  }
  return [...rows, row];
}

const ESCAPE = '\u001b';
const RESET = `${ESCAPE}[0m`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour begins with
const PIECES = /\u001b\[[\d;]*m| |[^ \u001b]+/g;

/** `styleText` ends a colour with its own "off" code: 39 for the text's, 22 for bold and dim. */
function isOff(piece: string): boolean {
  return /\[(39|22)m$/.test(piece);
}

/** A word longer than a row is cut. */
function split(piece: string, width: number): string[] {
  const letters = [...piece];
  const parts: string[] = [];
  for (let at = 0; at < letters.length; at += width) parts.push(letters.slice(at, at + width).join(''));
  return parts;
}
