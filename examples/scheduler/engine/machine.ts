import type { Clock } from '../clock/clock.ts';
import { SchedulerError } from '../error.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store/store.ts';
import { close, Dispatcher } from './dispatcher.ts';
import { drain } from './drain.ts';
import type { Handler, StopOptions, StopReport } from './engine.ts';
import { type EngineEvent, Events } from './events.ts';
import type { Job } from './job.ts';
import { JobBook } from './job-book.ts';
import { Journal } from './journal.ts';
import { type LiveRun, toRecord } from './live-run.ts';
import { isFinal } from './run.ts';
import { Runner } from './runner.ts';
import { Timeline } from './timeline.ts';

export interface MachineOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly node: string;
}

export type Phase = 'new' | 'running' | 'stopping' | 'stopped';

/** The moving parts of a local engine and how they mesh: timeline → dispatcher → journal → runner → journal. */
export class Machine {
  readonly node: string;
  readonly instance: string;
  readonly clock: Clock;
  readonly handlers = new Map<string, Handler>();
  readonly events = new Events();
  readonly book: JobBook;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly runner: Runner;
  readonly dispatcher: Dispatcher;
  readonly #store: Store;
  #phase: Phase = 'new';

  constructor({ clock, random, store, node }: MachineOptions) {
    this.node = node;
    this.instance = Math.floor(random() * 36 ** 8)
      .toString(36)
      .padStart(8, '0');
    this.clock = clock;
    this.#store = store;
    this.book = new JobBook(clock, store);
    this.timeline = new Timeline(clock, {
      ready: () => this.#phase === 'running' && !this.journal.failing,
      due: (job, now) => this.dispatcher.due(job, now),
      steppedBack: (lastSeen) => this.#startOver(lastSeen),
    });
    this.journal = new Journal(store, random, {
      launch: (run) => this.#launch(run),
      announce: (run) => this.#announce(run),
      refused: (run) => this.#refused(run),
      storeFailed: (error, retryInMs) => this.emit({ type: 'store-failed', error: storeFailure(error), retryInMs }),
      storeRecovered: () => this.#storeRecovered(),
      wait: (ms) => new Promise((resolve) => this.timeline.after(ms, resolve)),
    });
    const { journal, timeline, handlers } = this;
    this.runner = new Runner({
      clock,
      random,
      journal,
      timeline,
      handlers,
      started: (run) => this.#tell('run-started', run),
    });
    const host = {
      node,
      instance: this.instance,
      now: () => clock.now(),
      logged: (run: LiveRun, line: LiveRun['output'][number]) => {
        if (this.events.heard) this.emit({ type: 'run-logged', runId: run.id, job: run.job, line });
      },
    };
    this.dispatcher = new Dispatcher(host, journal, timeline, this.runner);
  }

  get phase(): Phase {
    return this.#phase;
  }

  async start(): Promise<void> {
    if (this.#phase !== 'new') throw new SchedulerError('not-running', `the engine cannot start: it is ${this.#phase}`);
    const recovered = await this.#store.recover(this.node, this.instance, this.clock.now());
    this.#phase = 'running';
    this.emit({ type: 'engine-started' });
    for (const run of recovered) this.emit({ type: 'run-finished', run });
    for (const job of this.book.all()) this.place(job);
    this.timeline.ring();
  }

  async stop(options: StopOptions): Promise<StopReport> {
    this.#phase = 'stopping';
    this.emit({ type: 'engine-stopping' });
    for (const job of this.book.all()) this.clearQueue(job, 'the engine stopped');
    const report = await drain(this.runner, this.journal, this.timeline, options);
    this.timeline.close();
    this.#phase = 'stopped';
    this.emit({ type: 'engine-stopped', report });
    return report;
  }

  /** Lets a job that was added or changed wait for its next slot. */
  place(job: Job): void {
    if (this.#phase === 'running') this.dispatcher.place(job);
  }

  clearQueue(job: Job, note: string): void {
    for (const run of job.queue) this.withdraw(run, note);
  }

  /** Takes a run out of the line it waits in. */
  withdraw(run: LiveRun, note: string): void {
    run.owner.withdraw(run);
    close(run, 'cancelled', note, this.clock.now());
    this.journal.change(run);
  }

  emit(event: EngineEvent): void {
    this.events.emit(event);
  }

  /** It may have waited for the store until it was too late. */
  #launch(run: LiveRun): void {
    if (run.state !== 'running' || run.attempt > 0) return;
    const lateMs = this.clock.now() - run.slot - run.owner.startDelayMs;
    const tooLate = run.cause === 'schedule' && !run.waited && lateMs > run.owner.options.graceMs;
    if (tooLate) this.runner.end(run, 'missed', `recorded ${lateMs} ms after its time`);
    else this.runner.attempt(run);
  }

  #announce(run: LiveRun): void {
    if (isFinal(run.state)) {
      if (!run.announced) this.#tell('run-finished', run);
      run.announced = true;
    } else if (run.state === 'queued') this.#tell('run-queued', run);
    else if (run.state === 'retrying') this.#tell('run-retrying', run);
  }

  #refused(run: LiveRun): void {
    run.announced = true;
    run.owner.withdraw(run);
    this.runner.release(run);
    close(run, 'skipped', 'history already holds this slot', this.clock.now());
  }

  #storeRecovered(): void {
    this.emit({ type: 'store-recovered' });
    this.timeline.ring();
  }

  #startOver(from: number): void {
    for (const job of this.book.all()) {
      job.cursor = Math.min(job.cursor, from);
      job.since = Math.min(job.since, from);
      this.place(job);
    }
  }

  #tell(type: `run-${'queued' | 'started' | 'retrying' | 'finished'}`, run: LiveRun): void {
    if (this.events.heard) this.emit({ type, run: toRecord(run) });
  }
}

export function storeFailure(cause: unknown): SchedulerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SchedulerError('store-failed', `the job store failed: ${reason}`, { cause });
}

/** What a store throws, as an error of the scheduler. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SchedulerError ? error : storeFailure(error);
  }
}
