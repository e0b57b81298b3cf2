import { type Clock, sleep } from '#kit';

/** A connection to a database with transactions. */
export interface Ledger {
  /**
   * What `work` writes is there in full once this resolves, and not at all if it rejects or the process dies. If another
   * transaction got in its way, `work` runs again from the start, and what it wrote before is forgotten.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

export interface Transaction {
  /** Adds a key, dated `at`, unless it is there; says whether it was added. Of two at once, one is told false. */
  claim(key: string, at: number): Promise<boolean>;
  /** Keeps a result with a key that is there. */
  keepResult(key: string, result: unknown): Promise<void>;
  /** The result kept with a key. */
  resultOf(key: string): Promise<unknown>;
  /** Forgets the keys dated before `at`, and says how many. */
  forgetBefore(at: number): Promise<number>;
  /** The effect: money that is gone. Gives the number of the receipt. */
  refund(order: string, cents: number): Promise<string>;
}

export interface Refunded {
  order: string;
  cents: number;
  receipt: string;
}

interface Row {
  at: number;
  result: string | undefined;
}

/** All processes' one database. Every step takes a while by the clock of the process that asks: a dead one never commits. */
export class Database {
  readonly keys = new Map<string, Row>();
  readonly refunds: Refunded[] = [];
  readonly #stepMs: number;

  constructor(stepMs = 3) {
    this.#stepMs = stepMs;
  }

  /** `onRefund` hears of a refund once it is committed. */
  connect(clock: Clock, onRefund: (refunded: Refunded) => void = () => {}): Ledger {
    return {
      transaction: async (work) => {
        for (;;) {
          const draft = new Draft(this, () => sleep(clock, this.#stepMs), onRefund);
          const result = await work(draft);
          await sleep(clock, this.#stepMs);
          if (draft.commit()) return result;
        }
      },
    };
  }
}

class Draft implements Transaction {
  readonly #database: Database;
  readonly #step: () => Promise<void>;
  readonly #onRefund: (refunded: Refunded) => void;
  readonly #claimed = new Map<string, Row>();
  readonly #writes: (() => void)[] = [];

  constructor(database: Database, step: () => Promise<void>, onRefund: (refunded: Refunded) => void) {
    this.#database = database;
    this.#step = step;
    this.#onRefund = onRefund;
  }

  async claim(key: string, at: number): Promise<boolean> {
    await this.#step();
    if (this.#row(key)) return false;
    this.#claimed.set(key, { at, result: undefined });
    return true;
  }

  async keepResult(key: string, result: unknown): Promise<void> {
    await this.#step();
    const row = this.#row(key);
    const text = JSON.stringify(result);
    if (row) this.#writes.push(() => Object.assign(row, { result: text }));
  }

  async resultOf(key: string): Promise<unknown> {
    await this.#step();
    const text = this.#row(key)?.result;
    return text === undefined ? undefined : JSON.parse(text);
  }

  async forgetBefore(at: number): Promise<number> {
    await this.#step();
    const old = [...this.#database.keys].filter(([, row]) => row.at < at);
    this.#writes.push(() => {
      for (const [key] of old) this.#database.keys.delete(key);
    });
    return old.length;
  }

  async refund(order: string, cents: number): Promise<string> {
    await this.#step();
    const receipt = `receipt of ${order}`;
    const refunded = { order, cents, receipt };
    this.#writes.push(() => {
      this.#database.refunds.push(refunded);
      this.#onRefund(refunded);
    });
    return receipt;
  }

  /** All at once, unless somebody else has taken a key meanwhile. */
  commit(): boolean {
    const { keys } = this.#database;
    for (const key of this.#claimed.keys()) if (keys.has(key)) return false;
    for (const [key, row] of this.#claimed) keys.set(key, row);
    for (const write of this.#writes) write();
    return true;
  }

  #row(key: string): Row | undefined {
    return this.#claimed.get(key) ?? this.#database.keys.get(key);
  }
}
