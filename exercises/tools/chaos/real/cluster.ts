import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openReports } from '../../../../examples/level3-distributed-coordinator/report/open-reports.ts';
import { startRedis, type TestRedis } from '../../../../examples/shared/redis/testing.ts';
import { FAULT_WORDS, type Fault } from '../../../kit/faults/index.ts';
import type { HistoryEvent } from '../../../kit/history/index.ts';
import { CHAOS_SETTINGS } from '../chaos-settings.ts';
import type { Copy } from '../final-reads.ts';
import { CuttableProxy } from './cuttable-proxy.ts';
import { NodeProcess } from './node-process.ts';

export interface ClusterOptions {
  program: string;
  strategy: string;
  nodes: readonly string[];
  redis: 'real' | 'embedded';
  /** Called for everything that happens, as it is heard. */
  onEvent: (event: HistoryEvent) => void;
}

interface Seat {
  proxy: CuttableProxy;
  life: NodeProcess;
  skewMs: number;
}

/** Nodes, each in a process and behind a proxy of its own, with one Redis and one report table between them. */
export class Cluster {
  readonly #options: ClusterOptions;
  readonly #seats = new Map<string, Seat>();
  readonly #redis: TestRedis;
  readonly #directory: string;
  readonly #reports: Awaited<ReturnType<typeof openReports>>;
  #startedAt = 0;

  private constructor(
    options: ClusterOptions,
    redis: TestRedis,
    directory: string,
    reports: Awaited<ReturnType<typeof openReports>>,
  ) {
    this.#options = options;
    this.#redis = redis;
    this.#directory = directory;
    this.#reports = reports;
  }

  /** Resolves when every node is ready and the first slot is still to come. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const directory = await mkdtemp(join(tmpdir(), 'clockwork-chaos-'));
    const reports = await openReports({ file: join(directory, 'reports.sqlite') }, CHAOS_SETTINGS.job);
    const cluster = new Cluster(options, await startRedis({ kind: options.redis }), directory, reports);
    try {
      await cluster.#startNodes();
      return cluster;
    } catch (error) {
      await cluster.destroy();
      throw error;
    }
  }

  get elapsedMs(): number {
    return Date.now() - this.#startedAt;
  }

  async begin(fault: Fault): Promise<void> {
    this.#record(
      fault.node,
      FAULT_WORDS[fault.kind][0],
      fault.byMs === undefined ? {} : { note: `by ${fault.byMs} ms` },
    );
    const seat = this.#seats.get(fault.node) as Seat;
    if (fault.kind === 'kill') await seat.life.kill();
    if (fault.kind === 'pause') seat.life.signal('SIGSTOP');
    if (fault.kind === 'skew') this.#skew(seat, fault.byMs ?? 0);
    if (fault.kind === 'partition') seat.proxy.cut();
    if (fault.kind === 'redis-restart') await this.#redis.stop();
  }

  async heal(fault: Fault): Promise<void> {
    const seat = this.#seats.get(fault.node) as Seat;
    if (fault.kind === 'kill') this.#startAgain(fault.node, seat);
    if (fault.kind === 'pause') seat.life.signal('SIGCONT');
    if (fault.kind === 'skew') this.#skew(seat, 0);
    if (fault.kind === 'partition') seat.proxy.mend();
    if (fault.kind === 'redis-restart') await this.#redis.restart();
    this.#record(fault.node, FAULT_WORDS[fault.kind][1]);
  }

  /** True if every node did as asked. */
  async stopNodes(patienceMs = 5_000): Promise<boolean> {
    const lives = [...this.#seats.values()].map(({ life }) => life);
    for (const life of lives) life.tell({ type: 'stop' });
    const all = Promise.all(lives.map(({ stopped }) => stopped)).then(
      () => true,
      () => false,
    );
    return Promise.race([all, delay(patienceMs, false, { ref: false })]);
  }

  async copies(): Promise<Copy[]> {
    const copies = await this.#reports.reports.copies(this.#startedAt);
    return copies.map(({ node, slot }) => ({ node, slot: slot - this.#startedAt }));
  }

  /** Leaves no process and no file, whatever state things are in. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#seats.values()].map(({ life }) => life.kill()));
    for (const { proxy } of this.#seats.values()) proxy.close();
    await this.#redis.stop();
    await this.#reports.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #startNodes(): Promise<void> {
    for (const id of this.#options.nodes) {
      const seat = { proxy: await CuttableProxy.to(Number(new URL(this.#redis.url).port)), skewMs: 0 } as Seat;
      this.#seats.set(id, seat);
      seat.life = this.#newLife(id, seat);
    }
    const lives = [...this.#seats.values()].map(({ life }) => life);
    await Promise.all(lives.map(({ ready }) => ready));
    // The history begins on a slot, so that slots read as round numbers.
    const { everyMs } = CHAOS_SETTINGS;
    this.#startedAt = Math.ceil((Date.now() + 100) / everyMs) * everyMs;
    for (const life of lives) life.tell({ type: 'begin', since: this.#startedAt });
    await delay(-this.elapsedMs);
  }

  #newLife(id: string, { proxy, skewMs }: Seat): NodeProcess {
    const { program, strategy, onEvent } = this.#options;
    const reportFile = join(this.#directory, 'reports.sqlite');
    const prepare = { id, redisUrl: proxy.url, reportFile, settings: CHAOS_SETTINGS, strategy, skewMs };
    return new NodeProcess(program, { type: 'prepare', ...prepare }, ({ at, event: { slot, ...event } }) => {
      const relative = slot === undefined ? {} : { slot: slot - this.#startedAt };
      onEvent({ t: at - this.#startedAt, node: id, ...event, ...relative });
    });
  }

  /** The new life begins when it is ready, which may be some time from now. */
  #startAgain(id: string, seat: Seat): void {
    const life = this.#newLife(id, seat);
    seat.life = life;
    life.ready.then(
      () => life.tell({ type: 'begin', since: this.#startedAt }),
      () => {},
    );
  }

  #record(node: string, type: string, details: { note?: string } = {}): void {
    this.#options.onEvent({ t: this.elapsedMs, node, type, ...details });
  }

  #skew(seat: Seat, skewMs: number): void {
    seat.skewMs = skewMs;
    seat.life.tell({ type: 'skew', skewMs });
  }
}
