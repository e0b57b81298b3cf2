import { backoffMs, type RetryPolicy } from '../policy/backoff.ts';
import type { Random } from '../random.ts';
import type { Batch, Store } from '../store/store.ts';
import type { LiveRun } from './live-run.ts';
import { isFinal } from './run.ts';

const STORE_BACKOFF: Omit<RetryPolicy, 'attempts'> = { baseMs: 500, capMs: 30_000 };

export interface JournalOwner {
  /** These were recorded as running and have not been started. */
  launch(run: LiveRun): void;
  /** These were recorded with what they have become. */
  announce(run: LiveRun): void;
  /** History already held these: somebody else's, or from before. */
  refused(run: LiveRun): void;
  storeFailed(error: unknown, retryInMs: number): void;
  storeRecovered(): void;
  wait(ms: number): Promise<void>;
}

/**
 * The way into the store. What happens while one write is under way goes into the next, so that ten thousand runs of
 * one instant cost one transaction, and order is kept. Nothing is started or called finished before it is recorded; a
 * store that fails is tried again until it takes the batch.
 */
export class Journal {
  readonly #store: Store;
  readonly #random: Random;
  readonly #owner: JournalOwner;
  #begun: LiveRun[] = [];
  #changed: LiveRun[] = [];
  #unrecorded: Batch | null = null;
  #idle: Promise<void> | null = null;
  #failing = false;

  constructor(store: Store, random: Random, owner: JournalOwner) {
    this.#store = store;
    this.#random = random;
    this.#owner = owner;
  }

  /** True from a failed write to the next one that succeeds. */
  get failing(): boolean {
    return this.#failing;
  }

  begin(run: LiveRun): void {
    this.#begun.push(run);
    this.#idle ??= this.#writeAll();
  }

  change(run: LiveRun): void {
    this.#changed.push(run);
    this.#idle ??= this.#writeAll();
  }

  /** Resolves once everything handed over so far is recorded. */
  async settled(): Promise<void> {
    await this.#idle;
  }

  /** Outcomes that the store has not taken. */
  unrecorded(): LiveRun[] {
    const waiting = [...((this.#unrecorded?.changed ?? []) as LiveRun[]), ...this.#changed];
    return waiting.filter((run) => isFinal(run.state));
  }

  async #writeAll(): Promise<void> {
    await undefined; // what the same turn of the loop still brings belongs to the first batch
    while (this.#begun.length + this.#changed.length > 0) {
      const [begun, changed] = [this.#begun, this.#changed];
      this.#begun = [];
      this.#changed = [];
      // As they stand when they are written: a run may move on while the store is at work.
      const starts = [...begun, ...changed].filter((run) => run.state === 'running' && run.attempt === 0);
      const told = [...begun, ...changed]
        .filter((run) => run.state !== 'running')
        .map((run) => ({ run, state: run.state }));
      const refused = new Set(await this.#write({ begun, changed }));
      const held = refused.size > 0 ? (run: LiveRun) => refused.has(run.id) : () => false;
      for (const run of begun) if (held(run)) this.#owner.refused(run);
      // One that has moved on meanwhile, from a wait between attempts to its end, is told of when that is recorded.
      for (const { run, state } of told) if (!held(run) && run.state === state) this.#owner.announce(run);
      for (const run of starts) if (!held(run)) this.#owner.launch(run);
    }
    this.#idle = null;
  }

  async #write(batch: Batch): Promise<readonly string[]> {
    this.#unrecorded = batch;
    for (let failures = 1; ; failures++) {
      try {
        const refused = await this.#store.write(failures === 1 ? batch : { ...batch, again: true });
        this.#unrecorded = null;
        if (this.#failing) {
          this.#failing = false;
          this.#owner.storeRecovered();
        }
        return refused;
      } catch (error) {
        this.#failing = true;
        const retryInMs = Math.max(50, backoffMs(STORE_BACKOFF, failures, this.#random));
        this.#owner.storeFailed(error, retryInMs);
        await this.#owner.wait(retryInMs);
      }
    }
  }
}
