/** What a key holds: text, or a sorted set as member → score. */
export type Stored = string | Map<string, number>;

/** Keys, values and when they end, by the server's clock. Ended keys go when somebody looks, as far as anyone can tell. */
export class Keyspace {
  readonly now: () => number;
  readonly #entries = new Map<string, { value: Stored; endsAt: number }>();

  constructor(now: () => number) {
    this.now = now;
  }

  text(key: string): string | null {
    const value = this.#find(key)?.value ?? null;
    if (value instanceof Map) throw new Error(WRONG_TYPE);
    return value;
  }

  sortedSet(key: string): Map<string, number> | undefined {
    const value = this.#find(key)?.value;
    if (typeof value === 'string') throw new Error(WRONG_TYPE);
    return value;
  }

  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  /** A value set anew lives for ever, unless told otherwise; one that is changed keeps its end. */
  set(key: string, value: Stored, endsAt = Number.POSITIVE_INFINITY): void {
    this.#entries.set(key, { value, endsAt });
  }

  change(key: string, value: Stored): void {
    this.set(key, value, this.#find(key)?.endsAt);
  }

  delete(key: string): boolean {
    return this.has(key) && this.#entries.delete(key);
  }

  /** An end that has passed deletes at once. */
  expire(key: string, ttlMs: number): boolean {
    const entry = this.#find(key);
    if (entry) entry.endsAt = this.now() + ttlMs;
    return entry !== undefined;
  }

  /** As PTTL: -2 for no such key, -1 for one without end. */
  left(key: string): number {
    const entry = this.#find(key);
    if (!entry) return -2;
    return entry.endsAt === Number.POSITIVE_INFINITY ? -1 : entry.endsAt - this.now();
  }

  clear(): void {
    this.#entries.clear();
  }

  #find(key: string) {
    const entry = this.#entries.get(key);
    if (!entry || entry.endsAt > this.now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}

const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value';
