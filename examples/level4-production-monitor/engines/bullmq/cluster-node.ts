import type { Handler, StopOptions, StopReport } from '../../../scheduler/engine/engine.ts';
import { Events } from '../../../scheduler/engine/events.ts';
import { toRecord } from '../../../scheduler/engine/live-run.ts';
import type { Phase } from '../../../scheduler/engine/machine.ts';
import {
  type Clock,
  type EngineEvent,
  type Random,
  type RunRecord,
  SchedulerError,
  sleep,
} from '../../../scheduler/index.ts';
import { SqlStore } from '../../../scheduler/sql/sql-store.ts';
import type { SqlDatabase } from '../../../shared/sql/index.ts';
import type { NodeInfo } from '../../monitor.ts';
import { cancelRun } from './cancellation.ts';
import { type Connections, connect } from './connections.ts';
import type { Consequences } from './consequences.ts';
import { Executor } from './executor.ts';
import { Health } from './health.ts';
import { JobLedger } from './job-ledger.ts';
import { Leadership } from './leadership.ts';
import { Nodes } from './nodes.ts';
import { RunLedger } from './run-ledger.ts';
import { RunQueue } from './run-queue.ts';
import { Sweeper } from './sweeper.ts';
import type { ClusterSchema } from './tables.ts';
import { type News, Wire } from './wire.ts';

export interface ClusterOptions {
  readonly redisUrl: string;
  /** Shared by all nodes, with `clusterTables` in it. */
  readonly database: SqlDatabase<ClusterSchema>;
  readonly clock: Clock;
  readonly random: Random;
  readonly node: string;
  readonly role: NodeInfo['role'];
  /** Runs at once in this process. */
  readonly concurrency?: number;
}

const BEAT_MS = 1_000;
/** A node silent for so long is taken for dead: longer than any pause of its event loop should last. */
const SILENCE_MS = 4_000;
const LEASE_MS = 3_000;
/** How long the queue may take to let go of a stopping worker. */
const CLOSE_PATIENCE_MS = 2_000;

/** The moving parts of one node and how they mesh: leadership → ledger → queue → executor → store, news all around. */
export class ClusterNode {
  readonly instance: string;
  readonly clock: Clock;
  readonly store: SqlStore;
  readonly jobs: JobLedger;
  readonly runs: RunLedger;
  readonly nodes: Nodes;
  readonly handlers = new Map<string, Handler>();
  readonly events = new Events();
  readonly #connections: Connections;
  readonly #executor: Executor;
  readonly #queue: RunQueue;
  readonly #leadership: Leadership;
  readonly #health: Health;
  readonly #wire: Wire;
  #watch: ReturnType<Clock['setTimeout']> | undefined;
  #phase: Phase = 'new';

  static async open(options: ClusterOptions): Promise<ClusterNode> {
    const health = new Health();
    const node = new ClusterNode(options, await connect(options.redisUrl, options.random, health), health);
    await node.#wire.listen((news) => node.#hear(news));
    return node;
  }

  private constructor(options: ClusterOptions, connections: Connections, health: Health) {
    const { database, clock, random, node, role, concurrency = 20 } = options;
    this.instance = Math.floor(random() * 36 ** 8)
      .toString(36)
      .padStart(8, '0');
    const { instance } = this;
    const hand = { node, instance };
    this.clock = clock;
    this.store = new SqlStore(database.db as never);
    this.jobs = new JobLedger(database.db, clock);
    this.runs = new RunLedger(database.db, clock, hand);
    this.#connections = connections;
    this.#health = health;
    health.onChange((event) => this.events.emit(event));
    this.#wire = new Wire(connections, instance);
    this.#executor = new Executor({
      clock,
      random,
      health,
      hand,
      store: this.store,
      handlers: this.handlers,
      logged: (run, line) => this.emit({ type: 'run-logged', runId: run.id, job: run.job, line }),
      tell: (type, run) => this.emit({ type, run: toRecord(run) }),
    });
    this.#queue = new RunQueue({ connections, concurrency, lockMs: SILENCE_MS, work: (id) => this.#work(id) });
    const startedAt = clock.now();
    const running = () => this.#executor.live.map((run) => ({ id: run.id, task: run.job }));
    this.nodes = new Nodes(connections, clock, {
      instance,
      beatMs: BEAT_MS,
      silenceMs: SILENCE_MS,
      self: () => ({ id: node, role, startedAt, running: running() }),
    });
    this.#leadership = new Leadership({
      clock,
      random,
      connections,
      instance,
      health,
      jobs: this.jobs,
      runs: this.runs,
      leaseMs: LEASE_MS,
      sweepMs: BEAT_MS,
      sweeper: () =>
        new Sweeper({
          clock,
          ledger: this.runs,
          nodes: this.nodes,
          queue: this.#queue,
          silenceMs: SILENCE_MS,
          ended: (run) => this.#ended(run),
        }),
      follow: (consequences) => this.follow(consequences),
    });
  }

  get phase(): Phase {
    return this.#phase;
  }

  async start(): Promise<void> {
    if (this.#phase !== 'new') throw new SchedulerError('not-running', `the engine cannot start: it is ${this.#phase}`);
    this.#phase = 'running';
    await this.nodes.join();
    this.#queue.run();
    this.#leadership.stand();
    this.#keepWatch();
    this.events.emit({ type: 'engine-started' });
  }

  async stop(options: StopOptions): Promise<StopReport> {
    this.#phase = 'stopping';
    this.events.emit({ type: 'engine-stopping' });
    this.clock.clearTimeout(this.#watch);
    await this.#leadership.resign();
    await this.#queue.pause();
    const report = await this.#executor.drain(options);
    await Promise.race([this.#queue.close(), sleep(this.clock, CLOSE_PATIENCE_MS)]);
    await this.nodes.leave();
    this.#phase = 'stopped';
    this.events.emit({ type: 'engine-stopped', report });
    this.close();
    return report;
  }

  close(): void {
    this.#connections.close();
  }

  /** To whoever listens, here and on every other node. */
  emit(event: EngineEvent): void {
    this.events.emit(event);
    this.#wire.tell({ event });
    this.#leadership.hear(event);
  }

  /** Does what follows from a decision that is committed. */
  follow({ told, offered, replaced }: Consequences): void {
    for (const run of told) this.emit({ type: run.state === 'queued' ? 'run-queued' : 'run-finished', run });
    void this.#queue.offer(offered);
    for (const { id, note } of replaced) this.#inBackground(this.cancel(id, note));
  }

  cancel(id: string, note: string): Promise<boolean> {
    return cancelRun(id, note, {
      clock: this.clock,
      ledger: this.runs,
      find: (run) => this.store.run(run),
      ask: (run, why) => {
        this.#executor.cancel(run, why);
        this.#wire.tell({ cancel: { id: run, note: why } });
      },
      ended: (run) => this.#ended(run),
    });
  }

  #hear(news: News): void {
    if ('cancel' in news) {
      this.#executor.cancel(news.cancel.id, news.cancel.note);
      return;
    }
    this.events.emit(news.event);
    this.#leadership.hear(news.event);
  }

  async #work(id: string): Promise<void> {
    const taken = await this.runs.take(id).catch((error) => {
      this.#storeFailed(error);
      throw error;
    });
    if (!taken) return;
    await this.#executor.run(taken);
    await this.#advance(taken.job.name);
  }

  /** A run was ended from outside: its place is free. */
  #ended(run: RunRecord): void {
    this.emit({ type: 'run-finished', run });
    this.#inBackground(this.#advance(run.job));
  }

  async #advance(job: string): Promise<void> {
    await this.#queue.offer(await this.runs.advance(job));
  }

  /** Every second: does the database answer, and is what runs here still this node's to run? */
  #keepWatch(): void {
    this.#watch = this.clock.setTimeout(() => {
      this.#inBackground(this.#look());
      this.#keepWatch();
    }, BEAT_MS);
  }

  /** What another node has ended in this one's name, because it was silent or deaf, is not to go on. */
  async #look(): Promise<void> {
    const live = this.#executor.live.map(({ id }) => id);
    const own = await this.runs.own();
    this.#health.recovered('the job store');
    this.#executor.disown(new Set(live.filter((id) => !own.has(id))));
  }

  /** A database that is away here is noticed and told elsewhere too; the sweeper makes up for what was left undone. */
  #inBackground(work: Promise<unknown>): void {
    work.catch((error) => this.#storeFailed(error));
  }

  #storeFailed(error: unknown): void {
    this.#health.failed('the job store', error, BEAT_MS);
  }
}
