/** The reader's token: held for this tab alone, asked for when there is none and again when it is refused. */
export interface TokenBox {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = 'clockwork-token';

export class TokenDesk {
  readonly #box: TokenBox;
  readonly #onAsk: (refused: boolean) => void;
  #waiting: ((token: string) => void)[] = [];

  /** `onAsk` shows the form; `offer` is its answer. */
  constructor(box: TokenBox, onAsk: (refused: boolean) => void) {
    this.#box = box;
    this.#onAsk = onAsk;
  }

  /** The token in hand, or the one the reader is about to type. */
  async token(): Promise<string> {
    return this.#box.getItem(KEY) ?? this.#ask(false);
  }

  /** This one was refused. Whoever asks while the form is open gets the answer to the same form. */
  async replace(refused: string): Promise<string> {
    const current = this.#box.getItem(KEY);
    if (current !== null && current !== refused) return current;
    this.#box.removeItem(KEY);
    return this.#ask(true);
  }

  offer(token: string): void {
    // No header can carry such a one: every request would fail before it is sent, and nobody would ask again.
    if (!/^[\x21-\x7e]+$/.test(token)) {
      this.#onAsk(true);
      return;
    }
    this.#box.setItem(KEY, token);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const answer of waiting) answer(token);
  }

  #ask(refused: boolean): Promise<string> {
    const answer = new Promise<string>((resolve) => this.#waiting.push(resolve));
    if (this.#waiting.length === 1 || refused) this.#onAsk(refused);
    return answer;
  }
}
