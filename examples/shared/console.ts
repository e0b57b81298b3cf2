import { stripVTControlCharacters, styleText } from 'node:util';

/** How the course prints. `styleText` leaves colours out where NO_COLOR is set or the output is not a terminal. */
export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray' | 'bold';

export const paint = (colour: Colour, text: string): string => styleText(colour, text);

/** Colours that are told apart at a glance, in an order in which neighbours differ. */
const SPEAKER_COLOURS: Colour[] = ['cyan', 'magenta', 'yellow', 'blue', 'green'];

export type Say = (text: string, colour?: Colour) => void;

/** One line per thing said, the name of who said it first, all lines aligned: `node1  claims 09:00`. */
export function speakers(names: string[], print: (line: string) => void = console.log): Record<string, Say> {
  const width = Math.max(...names.map((name) => name.length));
  const say = (name: string, index: number): Say => {
    const colour = SPEAKER_COLOURS[index % SPEAKER_COLOURS.length] as Colour;
    const label = paint(colour, name.padEnd(width));
    return (text, mood) => print(`${label}  ${mood ? paint(mood, text) : text}`);
  };
  return Object.fromEntries(names.map((name, index) => [name, say(name, index)]));
}

/** A small table: headings from the first row's keys, numbers to the right, everything else to the left. */
export function table(rows: Record<string, string | number>[]): string {
  const [first] = rows;
  if (!first) return '(nothing)';
  const columns = Object.keys(first).map((heading) => {
    const cells = rows.map((row) => String(row[heading] ?? ''));
    const width = Math.max(...[heading, ...cells].map(visibleLength));
    const toTheRight = rows.every((row) => typeof row[heading] === 'number');
    return [paint('bold', heading), ...cells].map((cell) => pad(cell, width, toTheRight));
  });
  return [first, ...rows]
    .map((_, line) =>
      columns
        .map((column) => column[line])
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const visibleLength = (text: string) => stripVTControlCharacters(text).length;

function pad(text: string, width: number, toTheRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - visibleLength(text)));
  return toTheRight ? blanks + text : text + blanks;
}
