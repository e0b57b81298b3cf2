/**
 * Runs at most `workers` pieces of work at one time; the rest wait their turn. node-cron starts whatever is due, so
 * without this a hundred jobs at midnight are a hundred jobs at once.
 */
export class Executor {
  readonly #workers: number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(workers: number) {
    this.#workers = workers;
  }

  get busy(): number {
    return this.#busy;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  // #region run
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#busy >= this.#workers) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    try {
      return await work();
    } finally {
      // A finished worker hands its place on: giving it back first would let a newcomer slip in before the queue.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }
  // #endregion run
}
