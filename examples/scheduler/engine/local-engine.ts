import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { refuse, SchedulerError } from '../error.ts';
import type { JobOptionsInput } from '../policy/options.ts';
import type { Random } from '../random.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { HistoryQuery, RunCounts, Store } from '../store/store.ts';
import type { TriggerData } from '../trigger/index.ts';
import type { JobChange, JobDefinition } from './definition.ts';
import type { Engine, Handler, JobStatus, RunNowOptions, RunNowReceipt, StopOptions, StopReport } from './engine.ts';
import type { EngineListener } from './events.ts';
import type { Job } from './job.ts';
import { toRecord } from './live-run.ts';
import { Machine, stored, storeFailure } from './machine.ts';
import { type PlannedRun, type PreviewQuery, preview } from './preview.ts';
import { isFinal, type RunRecord } from './run.ts';

export interface LocalEngineOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly store?: Store;
  /** Names this engine in history. Of two engines on one database each needs its own: recovery goes by it. */
  readonly node?: string;
}

/** The engine in one process, its memory behind a `Store`. What can be asked of it; how it runs is in `Machine`. */
export class LocalEngine implements Engine {
  readonly #machine: Machine;
  readonly #store: Store;
  #stopped: Promise<StopReport> | null = null;

  constructor(options: LocalEngineOptions = {}) {
    const { clock = systemClock, random = Math.random, store = new MemoryStore(), node = 'local' } = options;
    this.#machine = new Machine({ clock, random, store, node });
    this.#store = store;
  }

  get node(): string {
    return this.#machine.node;
  }

  /** This life of the node. */
  get instance(): string {
    return this.#machine.instance;
  }

  handle<Payload>(name: string, handler: Handler<Payload>): void {
    const { handlers } = this.#machine;
    if (handlers.has(name)) refuse('duplicate-handler', 'handler', name, 'a name no other handler has');
    handlers.set(name, handler);
  }

  handlers(): readonly string[] {
    return [...this.#machine.handlers.keys()];
  }

  async add(definition: JobDefinition): Promise<void> {
    await this.#open();
    this.#checkHandler(definition.handler ?? definition.name);
    const job = await stored(() => this.#machine.book.add(definition));
    this.#machine.place(job);
    this.#machine.emit({ type: 'job-added', job: job.name });
  }

  async ensure(definition: JobDefinition): Promise<void> {
    await this.#open();
    const job = this.#machine.book.find(definition.name);
    if (!job) return this.add(definition);
    this.#checkHandler(definition.handler ?? definition.name);
    const changed = await stored(() => this.#machine.book.align(job, definition));
    if (changed) this.#changed(job, 'job-updated');
  }

  async schedule(name: string, trigger: TriggerData, run: Handler, options: JobOptionsInput = {}): Promise<void> {
    this.handle(name, run);
    await this.ensure({ name, trigger, options });
  }

  async update(name: string, change: JobChange): Promise<void> {
    const job = await this.#find(name);
    if (change.handler !== undefined) this.#checkHandler(change.handler);
    await stored(() => this.#machine.book.update(job, change));
    this.#changed(job, 'job-updated');
  }

  async reschedule(name: string, trigger: TriggerData): Promise<void> {
    const job = await this.#find(name);
    await stored(() => this.#machine.book.reschedule(job, trigger));
    this.#changed(job, 'job-rescheduled');
  }

  async pause(name: string): Promise<void> {
    const job = await this.#find(name);
    if (job.paused) return;
    await stored(() => this.#machine.book.setPaused(job, true));
    this.#machine.clearQueue(job, 'its job was paused');
    this.#changed(job, 'job-paused');
  }

  async resume(name: string): Promise<void> {
    const job = await this.#find(name);
    if (!job.paused) return;
    const { book, dispatcher, clock, phase } = this.#machine;
    await stored(() => book.setPaused(job, false));
    if (phase === 'running') dispatcher.settle(job, clock.now(), 1);
    this.#machine.emit({ type: 'job-resumed', job: name });
  }

  async remove(name: string): Promise<void> {
    const job = await this.#find(name);
    const { book, timeline, runner } = this.#machine;
    await stored(() => book.remove(job));
    timeline.place(job, null);
    this.#machine.clearQueue(job, 'its job was removed');
    for (const run of runner.live) if (run.owner === job) runner.end(run, 'cancelled', 'its job was removed');
    this.#machine.emit({ type: 'job-removed', job: name });
  }

  async runNow(name: string, options: RunNowOptions = {}): Promise<RunNowReceipt> {
    const { respectOverlap = true, payload } = options;
    const job = await this.#find(name);
    const { phase, journal, clock, dispatcher } = this.#machine;
    if (phase !== 'running') throw new SchedulerError('not-running', `'${name}' cannot run: the engine is ${phase}`);
    if (journal.failing) throw storeFailure('it does not take records at the moment');
    const slot = options.slot ?? Math.max(clock.now(), job.lastManual + 1);
    job.lastManual = Math.max(slot, job.lastManual);
    const how = { ignoreOverlap: !respectOverlap, ...(payload !== undefined && { payload }) };
    const run = dispatcher.begin(job, slot, 'manual', how);
    const decision = run.state === 'running' ? 'started' : run.state === 'queued' ? 'queued' : 'skipped';
    await journal.settled();
    return { id: run.id, decision, respectedOverlap: respectOverlap };
  }

  async cancel(runId: string): Promise<boolean> {
    const { book, runner } = this.#machine;
    const note = 'cancelled on request';
    const live = [...runner.live].find((run) => run.id === runId);
    const queued = book.find(runId.slice(0, runId.indexOf('@')))?.queue.find((run) => run.id === runId);
    if (live) runner.end(live, 'cancelled', note);
    else if (queued) this.#machine.withdraw(queued, note);
    else if (!(await this.run(runId))) {
      throw new SchedulerError('unknown-run', `there is no run '${runId}'`, { field: 'id', value: runId });
    }
    return live !== undefined || queued !== undefined;
  }

  async jobs(): Promise<JobStatus[]> {
    await this.#open();
    return [...this.#machine.book.all()].map((job) => job.status());
  }

  async job(name: string): Promise<JobStatus | undefined> {
    await this.#open();
    return this.#machine.book.find(name)?.status();
  }

  async history(query: HistoryQuery = {}): Promise<RunRecord[]> {
    const runs = await stored(() => this.#store.history(query));
    return runs.map((run) => (isFinal(run.state) ? run : (this.#live(run.id) ?? run)));
  }

  /** Of a run that goes on the engine knows more than its record: what it has logged, which attempt it is at. */
  async run(id: string): Promise<RunRecord | undefined> {
    return this.#live(id) ?? (await stored(() => this.#store.run(id)));
  }

  #live(id: string): RunRecord | undefined {
    for (const run of this.#machine.runner.live) if (run.id === id) return toRecord(run);
    return undefined;
  }

  counts(query: HistoryQuery = {}): Promise<RunCounts> {
    return stored(() => this.#store.counts(query));
  }

  async preview(query: PreviewQuery = {}): Promise<PlannedRun[]> {
    const jobs = (await this.jobs()).map((job) => ({ ...job, jitterMs: job.options.jitterMs }));
    return preview(jobs, { from: this.#machine.clock.now(), ...query });
  }

  subscribe(listener: EngineListener): () => void {
    return this.#machine.events.subscribe(listener);
  }

  async start(): Promise<void> {
    await this.#open();
    await stored(() => this.#machine.start());
  }

  stop(options: StopOptions = {}): Promise<StopReport> {
    this.#stopped ??= this.#machine.stop(options);
    return this.#stopped;
  }

  #open(): Promise<void> {
    return stored(() => this.#machine.book.open());
  }

  async #find(name: string): Promise<Job> {
    await this.#open();
    return this.#machine.book.get(name);
  }

  #changed(job: Job, type: 'job-updated' | 'job-rescheduled' | 'job-paused'): void {
    this.#machine.place(job);
    this.#machine.emit({ type, job: job.name });
  }

  #checkHandler(name: string): void {
    const { handlers } = this.#machine;
    if (handlers.has(name)) return;
    refuse('unknown-handler', 'handler', name, `one of: ${[...handlers.keys()].join(', ') || 'none is registered'}`);
  }
}
