import { drain } from '../../../scheduler/engine/drain.ts';
import type { Handler, StopOptions, StopReport } from '../../../scheduler/engine/engine.ts';
import { Journal } from '../../../scheduler/engine/journal.ts';
import { LiveRun } from '../../../scheduler/engine/live-run.ts';
import { Runner } from '../../../scheduler/engine/runner.ts';
import { Timeline } from '../../../scheduler/engine/timeline.ts';
import { type Clock, isFinal, type LogLine, type Random, type Store } from '../../../scheduler/index.ts';
import type { Health } from './health.ts';
import type { TakenRun } from './run-ledger.ts';
import type { Hand } from './run-rows.ts';

export interface ExecutorOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly health: Health;
  readonly hand: Hand;
  readonly handlers: ReadonlyMap<string, Handler>;
  logged(run: LiveRun, line: LogLine): void;
  tell(type: 'run-started' | 'run-retrying' | 'run-finished', run: LiveRun): void;
}

/** Runs what this node has taken, with the scheduler's own runner: attempts, timeouts, retries and their record. */
export class Executor {
  readonly #clock: Clock;
  readonly #host: { node: string; instance: string; now(): number; logged: ExecutorOptions['logged'] };
  readonly #tell: ExecutorOptions['tell'];
  readonly #timeline: Timeline;
  readonly #journal: Journal;
  readonly #runner: Runner;
  readonly #ended = new Map<LiveRun, () => void>();

  constructor({ clock, random, store, health, hand, handlers, logged, tell }: ExecutorOptions) {
    this.#clock = clock;
    this.#host = { ...hand, now: () => clock.now(), logged };
    this.#tell = tell;
    // Deadlines only: the slots are the planner's.
    this.#timeline = new Timeline(clock, { ready: () => true, due: () => {}, steppedBack: () => {} });
    this.#journal = new Journal(store, random, {
      launch: () => {},
      refused: () => {},
      announce: (run) => this.#announce(run),
      storeFailed: (error, retryInMs) => health.failed('the job store', error, retryInMs),
      storeRecovered: () => health.recovered('the job store'),
      wait: (ms) => new Promise((resolve) => this.#timeline.after(ms, resolve)),
    });
    const started = (run: LiveRun) => tell('run-started', run);
    this.#runner = new Runner({
      clock,
      random,
      handlers,
      started,
      journal: this.#journal,
      timeline: this.#timeline,
    });
  }

  get live(): readonly LiveRun[] {
    return [...this.#runner.live];
  }

  /** Resolves once the run has ended and history says so. */
  run({ run: { slot, cause }, job, waited, payload }: TakenRun): Promise<void> {
    const run = new LiveRun(this.#host, job, slot, cause, 'running', payload);
    const ended = new Promise<void>((resolve) => this.#ended.set(run, resolve));
    this.#runner.occupy(run);
    const lateMs = this.#clock.now() - slot - job.startDelayMs;
    if (cause === 'schedule' && !waited && lateMs > job.options.graceMs) {
      this.#runner.end(run, 'missed', `no worker was free until ${lateMs} ms after its time`);
    } else {
      this.#runner.attempt(run);
    }
    return ended;
  }

  cancel(id: string, note: string): void {
    for (const run of this.#runner.live) if (run.id === id) this.#runner.end(run, 'cancelled', note);
  }

  /** History says that these are in another hand by now: their code is told to stop, and nobody hears of them again. */
  disown(ids: ReadonlySet<string>): void {
    for (const run of this.#runner.live) {
      if (!ids.has(run.id)) continue;
      run.announced = true;
      this.#runner.end(run, 'abandoned', 'another node has ended it');
    }
  }

  async drain(options: StopOptions): Promise<StopReport> {
    const report = await drain(this.#runner, this.#journal, this.#timeline, options);
    this.#timeline.close();
    return report;
  }

  #announce(run: LiveRun): void {
    if (run.state === 'retrying') this.#tell('run-retrying', run);
    if (!isFinal(run.state)) return;
    if (!run.announced) this.#tell('run-finished', run);
    run.announced = true;
    this.#ended.get(run)?.();
    this.#ended.delete(run);
  }
}
