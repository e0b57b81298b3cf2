export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole terminal, for as long as it is held; afterwards it looks as before. */
export class FullScreen {
  #shown = '';
  readonly #out: NodeJS.WriteStream;
  readonly #in: NodeJS.ReadStream;
  readonly #onKey: (key: string) => void;
  readonly #draw: (size: Size) => readonly string[];

  constructor(draw: (size: Size) => readonly string[], onKey: (key: string) => void, { stdin, stdout } = process) {
    this.#draw = draw;
    this.#onKey = onKey;
    this.#in = stdin;
    this.#out = stdout;
  }

  open(): void {
    this.#in.setRawMode(true);
    this.#in.setEncoding('utf8');
    this.#in.on('data', this.#read);
    this.#out.on('resize', this.#resized);
    this.#out.write(`${ALTERNATE}${HIDE_CURSOR}`);
    // Whatever ends the process, the terminal is given back first, or the reason could not be read.
    process.once('exit', this.#giveBack);
    this.draw();
  }

  /** Writes only when something differs, and never clears first: a cleared screen flickers. */
  draw(): void {
    const size = { width: this.#out.columns || 80, height: this.#out.rows || 24 };
    const lines = this.#draw(size).slice(0, size.height);
    const picture = `${lines.map((line) => `${line}${CLEAR_LINE}`).join('\r\n')}${CLEAR_BELOW}`;
    if (picture === this.#shown) return;
    this.#shown = picture;
    this.#out.write(HOME + picture);
  }

  close(): void {
    this.#in.off('data', this.#read).pause();
    this.#out.off('resize', this.#resized);
    process.off('exit', this.#giveBack);
    this.#giveBack();
  }

  readonly #giveBack = () => {
    this.#in.setRawMode(false);
    this.#out.write(`${SHOW_CURSOR}${MAIN}`);
  };

  readonly #resized = () => {
    this.#shown = '';
    this.draw();
  };

  /** Several keys may come in one piece; an escape sequence is one key. */
  readonly #read = (data: Buffer | string) => {
    for (const [key] of String(data).matchAll(KEYS)) this.#onKey(key);
  };
}

const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const ALTERNATE = '\u001b[?1049h';
const MAIN = '\u001b[?1049l';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys such as the arrows begin with one
const KEYS = /\u001b(\[[\d;]*[A-Za-z~]|O[A-Z])?|./gsu;
