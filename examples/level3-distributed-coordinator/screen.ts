import type { Clock } from '../scheduler/clock/clock.ts';
import { type Colour, paint, type Say, speakers } from '../shared/console.ts';
import type { Deed, Telling } from './member.ts';

/** The lines on screen: who, and what about which slot. */
export class Screen {
  readonly #say: Record<string, Say>;
  readonly #unreachable = new Set<string>();
  readonly #written = new Map<number, number>();

  constructor(nodes: string[], clock: Clock, print: (line: string) => void) {
    // The machine's time, right for all nodes, so that a wrong clock shows.
    const now = () => new Date(clock.now()).toISOString().slice(11, 21);
    this.#say = speakers(nodes, (line) => print(`${paint('gray', now())}  ${line}`));
  }

  show(node: string, deed: Deed, { slot, token, note }: Telling): void {
    if (deed === 'comes to') return;
    const say = this.#say[node] as Say;
    // While Redis is away a node fails at every look: once is news.
    if (deed === 'cannot reach') {
      if (!this.#unreachable.has(node)) say(`cannot reach what it needs and waits: ${note}`, 'red');
      this.#unreachable.add(node);
      return;
    }
    if (this.#unreachable.delete(node)) say('reaches Redis and the table again', 'green');
    const which = clockTime(slot) + (token === undefined ? '' : `, token ${token}`);
    const [words, colour] = deed === 'writes' ? this.#writing(slot) : WORDS[deed];
    say(`${words} ${which}`, colour);
  }

  #writing(slot: number): [string, Colour] {
    const copy = (this.#written.get(slot) ?? 0) + 1;
    this.#written.set(slot, copy);
    return copy === 1 ? ['writes the report of', 'green'] : [`writes AGAIN, copy ${copy} of`, 'red'];
  }
}

const WORDS: Record<Exclude<Deed, 'comes to' | 'cannot reach' | 'writes'>, [string, Colour?]> = {
  leaves: ['leaves to another', 'gray'],
  acquires: ['acquires'],
  'takes over': ['takes over', 'yellow'],
  starts: ['starts on'],
  'is refused': ['is refused by the report table:', 'yellow'],
  loses: ['has lost its lease and stops working on', 'yellow'],
};

const clockTime = (instant: number) => new Date(instant).toISOString().slice(11, 19);
