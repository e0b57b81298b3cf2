import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { refuse, SchedulerError } from '../error.ts';
import type { JobOptionsInput } from '../policy/options.ts';
import type { Random } from '../random.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { HistoryQuery, RunCounts, Store } from '../store/store.ts';
import type { TriggerData } from '../trigger/index.ts';
import type { JobChange, JobDefinition } from './definition.ts';
import { close, Dispatcher } from './dispatcher.ts';
import { drain } from './drain.ts';
import type { Engine, Handler, JobStatus, RunNowOptions, RunNowReceipt, StopOptions, StopReport } from './engine.ts';
import { type EngineEvent, type EngineListener, Events } from './events.ts';
import type { Job } from './job.ts';
import { JobBook } from './job-book.ts';
import { Journal } from './journal.ts';
import { type LiveRun, toRecord } from './live-run.ts';
import { type PlannedRun, type PreviewQuery, preview } from './preview.ts';
import { isFinal, type RunRecord } from './run.ts';
import { Runner } from './runner.ts';
import { Timeline } from './timeline.ts';

export interface LocalEngineOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly store?: Store;
  /** Names this engine in history. Of two engines on one database each needs its own: recovery goes by it. */
  readonly node?: string;
}

type Phase = 'new' | 'running' | 'stopping' | 'stopped';

/** The engine in one process, its memory behind a `Store`. */
export class LocalEngine implements Engine {
  readonly node: string;
  readonly instance: string;
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #handlers = new Map<string, Handler>();
  readonly #events = new Events();
  readonly #book: JobBook;
  readonly #timeline: Timeline;
  readonly #journal: Journal;
  readonly #runner: Runner;
  readonly #dispatcher: Dispatcher;
  #phase: Phase = 'new';
  #stopped: Promise<StopReport> | null = null;

  constructor({
    clock = systemClock,
    random = Math.random,
    store = new MemoryStore(),
    node = 'local',
  }: LocalEngineOptions = {}) {
    this.node = node;
    this.instance = Math.floor(random() * 36 ** 8)
      .toString(36)
      .padStart(8, '0');
    this.#clock = clock;
    this.#store = store;
    this.#book = new JobBook(clock, store);
    this.#timeline = new Timeline(clock, {
      ready: () => this.#phase === 'running' && !this.#journal.failing,
      due: (job, now) => this.#dispatcher.due(job, now),
      steppedBack: (lastSeen) => this.#startOver(lastSeen),
    });
    this.#journal = new Journal(store, random, {
      launch: (run) => this.#launch(run),
      announce: (run) => this.#announce(run),
      refused: (run) => this.#refused(run),
      storeFailed: (error, retryInMs) => this.#emit({ type: 'store-failed', error: storeFailure(error), retryInMs }),
      storeRecovered: () => {
        this.#emit({ type: 'store-recovered' });
        this.#timeline.ring();
      },
      wait: (ms) => new Promise((resolve) => this.#timeline.after(ms, resolve)),
    });
    this.#runner = new Runner({
      clock,
      random,
      journal: this.#journal,
      timeline: this.#timeline,
      handlers: this.#handlers,
      started: (run) => this.#tell('run-started', run),
    });
    const host = {
      node: this.node,
      instance: this.instance,
      now: () => clock.now(),
      logged: (run: LiveRun, line: RunRecord['output'][number]) => {
        if (this.#events.heard) this.#emit({ type: 'run-logged', runId: run.id, job: run.job, line });
      },
    };
    this.#dispatcher = new Dispatcher(host, this.#journal, this.#timeline, this.#runner);
  }

  handle<Payload>(name: string, handler: Handler<Payload>): void {
    if (this.#handlers.has(name)) refuse('duplicate-handler', 'handler', name, 'a name no other handler has');
    this.#handlers.set(name, handler);
  }

  handlers(): readonly string[] {
    return [...this.#handlers.keys()];
  }

  async add(definition: JobDefinition): Promise<void> {
    await this.#open();
    this.#checkHandler(definition.handler ?? definition.name);
    const job = await this.#stored(() => this.#book.add(definition));
    this.#place(job);
    this.#emit({ type: 'job-added', job: job.name });
  }

  async ensure(definition: JobDefinition): Promise<void> {
    await this.#open();
    const job = this.#book.find(definition.name);
    if (!job) return this.add(definition);
    this.#checkHandler(definition.handler ?? definition.name);
    if (!(await this.#stored(() => this.#book.align(job, definition)))) return;
    this.#place(job);
    this.#emit({ type: 'job-updated', job: job.name });
  }

  async schedule(name: string, trigger: TriggerData, run: Handler, options: JobOptionsInput = {}): Promise<void> {
    this.handle(name, run);
    await this.ensure({ name, trigger, options });
  }

  async update(name: string, change: JobChange): Promise<void> {
    const job = await this.#find(name);
    if (change.handler !== undefined) this.#checkHandler(change.handler);
    await this.#stored(() => this.#book.update(job, change));
    this.#place(job);
    this.#emit({ type: 'job-updated', job: name });
  }

  async reschedule(name: string, trigger: TriggerData): Promise<void> {
    const job = await this.#find(name);
    await this.#stored(() => this.#book.reschedule(job, trigger));
    this.#place(job);
    this.#emit({ type: 'job-rescheduled', job: name });
  }

  async pause(name: string): Promise<void> {
    const job = await this.#find(name);
    if (job.paused) return;
    await this.#stored(() => this.#book.setPaused(job, true));
    this.#place(job);
    for (const run of job.queue) this.#withdraw(run, 'its job was paused');
    this.#emit({ type: 'job-paused', job: name });
  }

  async resume(name: string): Promise<void> {
    const job = await this.#find(name);
    if (!job.paused) return;
    await this.#stored(() => this.#book.setPaused(job, false));
    if (this.#phase === 'running') this.#dispatcher.settle(job, this.#clock.now(), 1);
    this.#emit({ type: 'job-resumed', job: name });
  }

  async remove(name: string): Promise<void> {
    const job = await this.#find(name);
    await this.#stored(() => this.#book.remove(job));
    this.#timeline.place(job, null);
    for (const run of job.queue) this.#withdraw(run, 'its job was removed');
    for (const run of this.#runner.live)
      if (run.owner === job) this.#runner.end(run, 'cancelled', 'its job was removed');
    this.#emit({ type: 'job-removed', job: name });
  }

  async runNow(name: string, { respectOverlap = true, payload, slot: asked }: RunNowOptions = {}): Promise<RunNowReceipt> {
    const job = await this.#find(name);
    if (this.#phase !== 'running')
      throw new SchedulerError('not-running', `'${name}' cannot run: the engine is ${this.#phase}`);
    if (this.#journal.failing) throw storeFailure('it does not take records at the moment');
    const slot = asked ?? Math.max(this.#clock.now(), job.lastManual + 1);
    if (asked === undefined) job.lastManual = slot;
    const how = { ignoreOverlap: !respectOverlap, ...(payload !== undefined && { payload }) };
    const run = this.#dispatcher.begin(job, slot, 'manual', how);
    const decision = run.state === 'running' ? 'started' : run.state === 'queued' ? 'queued' : 'skipped';
    await this.#journal.settled();
    return { id: run.id, decision, respectedOverlap: respectOverlap };
  }

  async cancel(runId: string): Promise<boolean> {
    const note = 'cancelled on request';
    for (const run of this.#runner.live) {
      if (run.id !== runId) continue;
      this.#runner.end(run, 'cancelled', note);
      return true;
    }
    const queued = this.#book.find(runId.slice(0, runId.indexOf('@')))?.queue.find((run) => run.id === runId);
    if (queued) this.#withdraw(queued, note);
    else if (!(await this.run(runId))) {
      throw new SchedulerError('unknown-run', `there is no run '${runId}'`, { field: 'id', value: runId });
    }
    return queued !== undefined;
  }

  async jobs(): Promise<JobStatus[]> {
    await this.#open();
    return [...this.#book.all()].map((job) => job.status());
  }

  async job(name: string): Promise<JobStatus | undefined> {
    await this.#open();
    return this.#book.find(name)?.status();
  }

  history(query: HistoryQuery = {}): Promise<RunRecord[]> {
    return this.#stored(() => this.#store.history(query));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return this.#stored(() => this.#store.run(id));
  }

  counts(query: HistoryQuery = {}): Promise<RunCounts> {
    return this.#stored(() => this.#store.counts(query));
  }

  async preview(query: PreviewQuery = {}): Promise<PlannedRun[]> {
    const jobs = (await this.jobs()).map((job) => ({ ...job, jitterMs: job.options.jitterMs }));
    return preview(jobs, { from: this.#clock.now(), ...query });
  }

  subscribe(listener: EngineListener): () => void {
    return this.#events.subscribe(listener);
  }

  async start(): Promise<void> {
    if (this.#phase !== 'new') throw new SchedulerError('not-running', `the engine cannot start: it is ${this.#phase}`);
    await this.#open();
    const recovered = await this.#stored(() => this.#store.recover(this.node, this.instance, this.#clock.now()));
    this.#phase = 'running';
    this.#emit({ type: 'engine-started' });
    for (const run of recovered) this.#emit({ type: 'run-finished', run });
    for (const job of this.#book.all()) this.#place(job);
    this.#timeline.ring();
  }

  stop(options: StopOptions = {}): Promise<StopReport> {
    this.#stopped ??= this.#stop(options);
    return this.#stopped;
  }

  async #stop(options: StopOptions): Promise<StopReport> {
    this.#phase = 'stopping';
    this.#emit({ type: 'engine-stopping' });
    for (const job of this.#book.all()) for (const run of job.queue) this.#withdraw(run, 'the engine stopped');
    const report = await drain(this.#runner, this.#journal, this.#timeline, options);
    this.#timeline.close();
    this.#phase = 'stopped';
    this.#emit({ type: 'engine-stopped', report });
    return report;
  }

  #open(): Promise<void> {
    return this.#stored(() => this.#book.open());
  }

  async #find(name: string): Promise<Job> {
    await this.#open();
    return this.#book.get(name);
  }

  async #stored<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof SchedulerError ? error : storeFailure(error);
    }
  }

  #checkHandler(name: string): void {
    if (!this.#handlers.has(name))
      refuse('unknown-handler', 'handler', name, `one of: ${this.handlers().join(', ') || 'none is registered'}`);
  }

  #place(job: Job): void {
    if (this.#phase === 'running') this.#dispatcher.place(job);
  }

  #startOver(from: number): void {
    for (const job of this.#book.all()) {
      job.cursor = Math.min(job.cursor, from);
      job.since = Math.min(job.since, from);
      this.#place(job);
    }
  }

  /** It may have waited for the store until it was too late. */
  #launch(run: LiveRun): void {
    if (run.state !== 'running' || run.attempt > 0) return;
    const lateMs = this.#clock.now() - run.slot - run.owner.startDelayMs;
    if (run.cause === 'schedule' && !run.waited && lateMs > run.owner.options.graceMs) {
      this.#runner.end(run, 'missed', `recorded ${lateMs} ms after its time`);
      return;
    }
    this.#runner.attempt(run);
  }

  #announce(run: LiveRun): void {
    if (isFinal(run.state)) {
      if (run.announced) return;
      run.announced = true;
      this.#tell('run-finished', run);
    } else if (run.state === 'queued') this.#tell('run-queued', run);
    else if (run.state === 'retrying') this.#tell('run-retrying', run);
  }

  #refused(run: LiveRun): void {
    run.announced = true;
    run.owner.withdraw(run);
    this.#runner.release(run);
    close(run, 'skipped', 'history already holds this slot', this.#clock.now());
  }

  #withdraw(run: LiveRun, note: string): void {
    run.owner.withdraw(run);
    close(run, 'cancelled', note, this.#clock.now());
    this.#journal.change(run);
  }

  #tell(type: `run-${'queued' | 'started' | 'retrying' | 'finished'}`, run: LiveRun): void {
    if (this.#events.heard) this.#emit({ type, run: toRecord(run) });
  }

  #emit(event: EngineEvent): void {
    this.#events.emit(event);
  }
}

function storeFailure(cause: unknown): SchedulerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SchedulerError('store-failed', `the job store failed: ${reason}`, { cause });
}
