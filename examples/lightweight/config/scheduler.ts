import { createTask, type ScheduledTask } from 'node-cron';
import { cronSchedule } from '../../scheduler/cron/index.ts';
import { Executor } from './executor.ts';
import { checkSpec, type JobSpec } from './job-spec.ts';
import type { JobStore, StoredJob } from './job-store.ts';
import { LightweightError } from './lightweight-error.ts';
import type { Settings } from './settings.ts';

export type Handler = (signal: AbortSignal) => unknown;

export interface JobStatus extends StoredJob {
  readonly running: boolean;
  readonly next: string | null;
  readonly last: { readonly at: string; readonly outcome: 'success' | 'failed'; readonly error?: string } | null;
}

/**
 * node-cron ticks; this keeps what it leaves to you: jobs by name, kept between starts, with a bound on how many run
 * at once, a record of how the last run went, and a stop that waits.
 */
export class CronScheduler {
  readonly #settings: Settings;
  readonly #store: JobStore;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #announce: (line: string) => void;
  readonly #executor: Executor;
  readonly #jobs = new Map<string, Entry>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor({ settings, store, handlers, announce }: Parts) {
    this.#settings = settings;
    this.#store = store;
    this.#handlers = new Map(Object.entries(handlers));
    this.#announce = announce;
    this.#executor = new Executor(settings.workers);
  }

  /** Takes up the jobs that were kept, and makes up once for what each missed while nobody ran them. */
  async start(): Promise<void> {
    for (const job of await this.#store.all()) {
      if (!this.#handlers.has(job.handler)) {
        this.#announce(`${job.name}: kept, not scheduled: no handler "${job.handler}" is registered any more`);
        continue;
      }
      const entry = this.#schedule(job);
      const missed = this.#missedSlot(entry, Date.now());
      if (missed !== null) void this.#begin(entry, missed, `makes up for ${new Date(missed).toISOString()}`);
    }
  }

  // #region register
  /** Idempotent: the same job twice is one job, a changed one is changed, and a paused one stays paused. */
  async register(spec: JobSpec): Promise<void> {
    if (this.#stop.signal.aborted)
      throw new LightweightError('stopped', `job "${spec.name}": the scheduler has stopped`);
    checkSpec(spec, this.#handlers);
    const { name, expression, handler = name, timeZone = this.#settings.defaults.timeZone } = spec;
    const known = this.#jobs.get(name);
    const job = { lastSlot: Date.now(), paused: false, ...known?.job, name, expression, handler, timeZone };
    if (known && JSON.stringify(known.job) === JSON.stringify(job)) return;
    await known?.task.destroy();
    this.#schedule(job);
    await this.#store.put(job);
  }
  // #endregion register

  async pause(name: string): Promise<void> {
    const entry = this.#find(name);
    await entry.task.stop();
    await this.#keep(entry, { paused: true });
  }

  async resume(name: string): Promise<void> {
    const entry = this.#find(name);
    await entry.task.start();
    await this.#keep(entry, { paused: false });
  }

  async remove(name: string): Promise<void> {
    const entry = this.#find(name);
    await entry.task.destroy();
    this.#jobs.delete(name);
    await this.#store.remove(name);
  }

  status(): JobStatus[] {
    return [...this.#jobs.values()].map(({ job, task, running, last }) => ({
      ...job,
      running,
      next: job.paused ? null : (task.getNextRun()?.toISOString() ?? null),
      last,
    }));
  }

  // #region stop
  /** No new runs from here on. What runs has until the deadline; then it is told to stop and left. */
  async stop(): Promise<{ left: number }> {
    for (const { task } of this.#jobs.values()) await task.stop();
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, this.#settings.drainMs).unref());
    await Promise.race([Promise.all(this.#running), deadline]);
    this.#stop.abort(new LightweightError('stopped', 'the scheduler is stopping'));
    for (const { task } of this.#jobs.values()) await task.destroy();
    await this.#store.close();
    return { left: this.#running.size };
  }
  // #endregion stop

  // #region schedule
  #schedule(job: StoredJob): Entry {
    const { noOverlap, jitterMs } = this.#settings.defaults;
    const task = createTask(job.expression, (context) => this.#begin(entry, context.date.getTime()), {
      name: job.name,
      timezone: job.timeZone,
      noOverlap,
      ...(jitterMs > 0 && { maxRandomDelay: jitterMs }),
    });
    task.on('execution:overlap', () => this.#announce(`${job.name}: skipped, the run before it is still going`));
    const entry: Entry = { job, task, running: false, last: null };
    this.#jobs.set(job.name, entry);
    if (!job.paused) void task.start();
    return entry;
  }
  // #endregion schedule

  /** node-cron waits for the promise this returns when it decides whether runs overlap. */
  #begin(entry: Entry, slot: number, why = 'runs'): Promise<void> {
    const run = this.#executor.run(() => this.#run(entry, slot, why)).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return run;
  }

  // #region run
  /** Never rejects: one bad job must not take the others along. */
  async #run(entry: Entry, slot: number, why: string): Promise<void> {
    const { name, handler } = entry.job;
    const at = new Date().toISOString();
    entry.running = true;
    this.#announce(`${name}: ${why}`);
    try {
      await this.#handlers.get(handler)?.(this.#stop.signal);
      entry.last = { at, outcome: 'success' };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown.message : String(thrown);
      entry.last = { at, outcome: 'failed', error };
      this.#announce(`${name}: failed: ${error}`);
    } finally {
      entry.running = false;
    }
    await this.#keep(entry, { lastSlot: slot }).catch((error) => this.#announce(`${name}: not recorded: ${error}`));
  }
  // #endregion run

  /**
   * node-cron cannot look back, so the scheduler's own cron does; the two read "13th and Friday" differently, and
   * `match` gives node-cron the last word.
   */
  #missedSlot({ job, task }: Entry, now: number): number | null {
    if (job.paused) return null;
    // #region missed
    const slot = cronSchedule(job.expression, { timeZone: job.timeZone }).previous(now);
    const missed = slot !== null && slot > job.lastSlot && now - slot <= this.#settings.defaults.graceMs;
    return missed && task.match(new Date(slot)) ? slot : null;
    // #endregion missed
  }

  async #keep(entry: Entry, change: Partial<StoredJob>): Promise<void> {
    entry.job = { ...entry.job, ...change };
    await this.#store.put(entry.job);
  }

  #find(name: string): Entry {
    const entry = this.#jobs.get(name);
    if (entry) return entry;
    throw new LightweightError(
      'unknown-job',
      `there is no job "${name}"; there is ${[...this.#jobs.keys()].join(', ')}`,
    );
  }
}

interface Entry {
  job: StoredJob;
  readonly task: ScheduledTask;
  running: boolean;
  last: JobStatus['last'];
}

export interface Parts {
  readonly settings: Settings;
  readonly store: JobStore;
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly announce: (line: string) => void;
}
