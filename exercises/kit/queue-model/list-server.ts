import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import { sleep } from '../../../examples/scheduler/clock/sleep.ts';

export type End = 'LEFT' | 'RIGHT';

/** One connection to Redis. It carries one command at a time, in the order they were given. */
export interface ListConnection {
  /** Puts a text at the left end of a list. */
  lpush(key: string, text: string): Promise<number>;
  /**
   * Moves the text at one end of a list to one end of another, and gives it. If there is none it waits, for so
   * many seconds at most, then gives null; 0 waits for ever. Until then the connection carries nothing else.
   */
  blmove(from: string, to: string, fromEnd: End, toEnd: End, timeoutSeconds: number): Promise<string | null>;
  /** Takes a text out of a list, as often as `count` says. */
  lrem(key: string, count: number, text: string): Promise<number>;
  set(key: string, text: string): Promise<unknown>;
  get(key: string): Promise<string | null>;
  /** Ends the connection once everything given before has been answered. */
  quit(): Promise<unknown>;
}

/** The little of Redis that a first worker needs, by a clock; `list-server.server.test.ts` holds it beside a real one. */
export class ListServer {
  readonly lists = new Map<string, string[]>();
  readonly texts = new Map<string, string>();
  readonly #clock: Clock;
  readonly #waiting: { key: string; wake: () => void }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  list(key: string): string[] {
    if (!this.lists.has(key)) this.lists.set(key, []);
    return this.lists.get(key) as string[];
  }

  connect = (): ListConnection & { readonly closed: boolean } => {
    let last: Promise<unknown> = Promise.resolve();
    let closed = false;
    const send = <T>(command: () => T | Promise<T>): Promise<T> => {
      if (closed) return Promise.reject(new Error('Connection is closed.'));
      const answer = last.then(() => sleep(this.#clock, 1)).then(command);
      last = answer.catch(() => {});
      return answer;
    };
    const connection: ListConnection = {
      lpush: (key, text) => send(() => this.#push(key, text)),
      blmove: (from, to, fromEnd, toEnd, seconds) => send(() => this.#move(from, to, fromEnd, toEnd, seconds)),
      lrem: (key, count, text) => send(() => this.#remove(key, count, text)),
      set: (key, text) => send(() => void this.texts.set(key, text)),
      get: (key) => send(() => this.texts.get(key) ?? null),
      quit: () => {
        const done = send(() => 'OK');
        closed = true;
        return done;
      },
    };
    return Object.defineProperty(connection, 'closed', { get: () => closed }) as ListConnection & { closed: boolean };
  };

  #push(key: string, text: string): number {
    const length = this.list(key).unshift(text);
    const first = this.#waiting.findIndex((waiter) => waiter.key === key);
    if (first !== -1) this.#waiting.splice(first, 1)[0]?.wake();
    return length;
  }

  #move(from: string, to: string, fromEnd: End, toEnd: End, seconds: number): Promise<string | null> {
    return new Promise((resolve) => {
      const move = () => {
        const text = fromEnd === 'RIGHT' ? this.list(from).pop() : this.list(from).shift();
        if (text === undefined) return undefined;
        if (toEnd === 'LEFT') this.list(to).unshift(text);
        else this.list(to).push(text);
        return text;
      };
      const text = move();
      if (text !== undefined) return resolve(text);
      const waiter = {
        key: from,
        wake: () => {
          if (timer) this.#clock.clearTimeout(timer);
          resolve(move() ?? null);
        },
      };
      this.#waiting.push(waiter);
      const timer =
        seconds > 0 ? this.#clock.setTimeout(() => this.#giveUp(waiter, resolve), seconds * 1_000) : undefined;
    });
  }

  #giveUp(waiter: { key: string; wake: () => void }, resolve: (nothing: null) => void): void {
    this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
    resolve(null);
  }

  #remove(key: string, count: number, text: string): number {
    const list = this.list(key);
    let removed = 0;
    for (let at = list.indexOf(text); at !== -1 && removed < count; at = list.indexOf(text), removed++)
      list.splice(at, 1);
    return removed;
  }
}
