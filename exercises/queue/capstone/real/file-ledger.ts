import Database from 'libsql';
import type { Refund } from '../../37-exactly-once-effect/exercise.ts';
import type { Ledger, Transaction } from '../../37-exactly-once-effect/ledger.ts';

export interface Paid {
  order: string;
  node: string;
  at: number;
}

interface Draft {
  readonly claims: Map<string, { at: number; result: string | null }>;
  readonly refunds: string[];
  forgetBefore: number;
}

/**
 * The lab's ledger in an SQLite file, for several processes. What a transaction writes is kept until its end and then
 * written in one piece: nobody holds the file while its owner is at work, or dead.
 */
export class FileLedger implements Ledger {
  readonly #db: InstanceType<typeof Database>;
  readonly #node: string;

  constructor(file: string, node: string) {
    this.#db = new Database(file);
    this.#node = node;
    this.#db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, at INTEGER NOT NULL, result TEXT);
      CREATE TABLE IF NOT EXISTS refunds (order_id TEXT NOT NULL, node TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS checks (order_id TEXT PRIMARY KEY, asked INTEGER NOT NULL);`);
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (;;) {
      const draft: Draft = { claims: new Map(), refunds: [], forgetBefore: Number.NEGATIVE_INFINITY };
      const result = await work(this.#drafting(draft));
      if (this.#commit(draft)) return result;
    }
  }

  /** How often the bank has been asked about this refund, this time included. */
  countCheck({ order }: Refund): number {
    const sql = `INSERT INTO checks VALUES (?, 1) ON CONFLICT DO UPDATE SET asked = asked + 1 RETURNING asked`;
    return (this.#db.prepare(sql).get(order) as { asked: number }).asked;
  }

  paid(): Paid[] {
    return this.#db.prepare('SELECT order_id AS "order", node, at FROM refunds ORDER BY at').all() as Paid[];
  }

  close(): void {
    this.#db.close();
  }

  #drafting(draft: Draft): Transaction {
    const stored = (key: string) =>
      draft.claims.get(key) ??
      (this.#db.prepare('SELECT result FROM keys WHERE name = ?').get(key) as { result: string | null } | undefined);
    return {
      claim: async (key, at) => {
        if (stored(key)) return false;
        draft.claims.set(key, { at, result: null });
        return true;
      },
      keepResult: async (key, result) => {
        const claim = draft.claims.get(key);
        if (claim) claim.result = JSON.stringify(result) ?? null;
      },
      resultOf: async (key) => {
        const text = stored(key)?.result ?? null;
        return text === null ? undefined : JSON.parse(text);
      },
      forgetBefore: async (at) => {
        draft.forgetBefore = at;
        return (this.#db.prepare('SELECT count(*) AS n FROM keys WHERE at < ?').get(at) as { n: number }).n;
      },
      refund: async (order) => {
        draft.refunds.push(order);
        return `receipt of ${order}`;
      },
    };
  }

  #commit({ claims, refunds, forgetBefore }: Draft): boolean {
    const write = this.#db.transaction(() => {
      for (const [key, { at, result }] of claims) {
        const sql = 'INSERT INTO keys VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
        if (this.#db.prepare(sql).run(key, at, result).changes === 0) throw new Overtaken();
      }
      for (const order of refunds)
        this.#db.prepare('INSERT INTO refunds VALUES (?, ?, ?)').run(order, this.#node, Date.now());
      if (Number.isFinite(forgetBefore)) this.#db.prepare('DELETE FROM keys WHERE at < ?').run(forgetBefore);
    });
    try {
      write.immediate();
      return true;
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
  }
}

/** Somebody else has taken a key since this transaction looked. */
class Overtaken extends Error {}
