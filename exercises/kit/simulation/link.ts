import type { Random } from '../../../examples/scheduler/random.ts';
import type { Life } from './agenda.ts';
import type { World } from './world.ts';

/** What lies between a node and a server: delay each way, in order, and sometimes nothing at all. */
export interface LinkOptions {
  world: World;
  life: Life;
  delayMs: () => number;
  /** Whether the way is closed at this moment: the node is cut off, or the server is down. */
  isClosed: () => boolean;
  /** How long a question waits for its answer. */
  timeoutMs: number;
}

export class Link {
  readonly #options: LinkOptions;
  #lastArrival = 0;
  #lastReply = 0;
  readonly #noAnswer: NoAnswer;

  constructor(options: LinkOptions) {
    this.#options = options;
    // One for all: thousands of schedules fail thousands of times, and a stack for each is what would take longest.
    this.#noAnswer = new NoAnswer(options.timeoutMs);
  }

  /**
   * The question travels even if the node that asked dies or stands still meanwhile; only the answer finds nobody. If the
   * way is closed when either passes, the node cannot know whether its question was heard.
   */
  ask<T>(atServer: () => T | Promise<T>): Promise<T> {
    const { world, life, delayMs, isClosed, timeoutMs } = this.#options;
    const askedAt = world.now;
    return new Promise((resolve, reject) => {
      const noAnswer = () => world.after(askedAt + timeoutMs - world.now, () => reject(this.#noAnswer), life);
      const answer = (deliver: () => void) => {
        this.#lastReply = Math.max(this.#lastReply, world.now + delayMs());
        world.after(this.#lastReply - world.now, () => void (isClosed() ? noAnswer() : deliver()), life);
      };
      this.#lastArrival = Math.max(this.#lastArrival, world.now + delayMs());
      world.after(this.#lastArrival - world.now, () => {
        if (isClosed()) return void noAnswer();
        const refuse = (error: unknown) => answer(() => reject(error));
        const give = (result: T) => answer(() => resolve(result));
        try {
          const result = atServer();
          if (result instanceof Promise) return result.then(give, refuse);
          give(result);
        } catch (error) {
          refuse(error);
        }
      });
    });
  }
}

export class NoAnswer extends Error {
  override name = 'NoAnswer';

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
  }
}

/** A service behind a link: the same methods, each a question and an answer. */
export function behind<T extends object>(link: Link, service: T): T {
  return new Proxy(service, {
    get: (target, name) => {
      const method = target[name as keyof T];
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => link.ask(() => method.apply(target, args));
    },
  });
}

/** Mostly quick, now and then slow: the slow ones are what nobody thought of. */
export function networkDelay(random: Random): () => number {
  return () => (random() < 0.95 ? 1 + random() * 9 : 20 + random() * 180);
}
