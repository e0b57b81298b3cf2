import type { Clock, RunRecord } from '../../../scheduler/index.ts';
import type { Nodes } from './nodes.ts';
import type { RunLedger } from './run-ledger.ts';
import type { RunQueue } from './run-queue.ts';

/** Behind busy workers a long line is no accident: the oldest are offered again, the rest next time. */
const MOST_AT_ONCE = 1_000;

export interface SweeperOptions {
  readonly clock: Clock;
  readonly ledger: RunLedger;
  readonly nodes: Nodes;
  readonly queue: RunQueue;
  readonly silenceMs: number;
  ended(run: RunRecord): void;
}

/**
 * Whatever fell between SQL and Redis is found here, by comparing the two: runs whose node is gone, runs in line with
 * nothing before them, runs on offer of which the queue knows nothing any more.
 */
export class Sweeper {
  readonly #with: SweeperOptions;
  /** Instances that hold runs and do not answer, and since when. A Redis that comes back empty knows nobody at first. */
  #silentSince = new Map<string, number>();
  #offeredBefore = new Set<string>();

  constructor(options: SweeperOptions) {
    this.#with = options;
  }

  async sweep(): Promise<void> {
    await this.#abandonOrphans();
    const { ledger, queue } = this.#with;
    const outbox = await ledger.outbox();
    const lines = new Set(outbox.filter(({ place }) => place === 'in-line').map(({ job }) => job));
    for (const job of lines) await queue.offer(await ledger.advance(job));
    const offered = outbox.filter(({ place }) => place === 'offered').map(({ id }) => id);
    await queue.offer(offered.filter((id) => this.#offeredBefore.has(id)).slice(0, MOST_AT_ONCE));
    this.#offeredBefore = new Set(offered);
  }

  async #abandonOrphans(): Promise<void> {
    const { clock, ledger, nodes, silenceMs, ended } = this.#with;
    const going = await ledger.going();
    const alive = await nodes.alive();
    const silentSince = new Map<string, number>();
    for (const { id, instance, node } of going) {
      if (alive.has(instance)) continue;
      const since = this.#silentSince.get(instance) ?? clock.monotonic();
      silentSince.set(instance, since);
      if (clock.monotonic() - since < silenceMs) continue;
      const run = await ledger.end(id, 'abandoned', `its node ${node} went silent before it ended`);
      if (run) ended(run);
    }
    this.#silentSince = silentSince;
  }
}
