import type { Clock } from '../clock/clock.ts';
import { backoffMs, PermanentError } from '../policy/backoff.ts';
import type { Random } from '../random.ts';
import type { Handler } from './engine.ts';
import type { Job } from './job.ts';
import type { Journal } from './journal.ts';
import type { LiveRun } from './live-run.ts';
import { describeError, isFinal, type Outcome, type RunError } from './run.ts';
import type { Timeline } from './timeline.ts';

export interface RunnerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly timeline: Timeline;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** An attempt is about to begin. */
  started(run: LiveRun): void;
}

/**
 * Carries a run from its first attempt to its outcome. The first end counts: once an attempt has timed out or was
 * cancelled, whatever its code still returns or throws is heard by nobody.
 */
export class Runner {
  readonly #with: RunnerOptions;
  readonly #live = new Set<LiveRun>();
  #empty: (() => void) | null = null;

  constructor(options: RunnerOptions) {
    this.#with = options;
  }

  get live(): ReadonlySet<LiveRun> {
    return this.#live;
  }

  /** The run takes its place among the running ones, before it is recorded and started. */
  occupy(run: LiveRun): void {
    run.owner.running++;
    this.#live.add(run);
  }

  release(run: LiveRun): void {
    if (!this.#live.delete(run)) return;
    run.owner.running--;
    if (this.#live.size === 0) this.#empty?.();
    this.#startQueued(run.owner);
  }

  attempt(run: LiveRun): void {
    const { clock, timeline, handlers } = this.#with;
    run.beginAttempt(clock.now(), clock.monotonic());
    run.state = 'running';
    this.#with.started(run);
    const attempt = run.attempt;
    const { timeoutMs } = run.owner.options;
    if (timeoutMs !== null) run.deadline = timeline.after(timeoutMs, () => this.#timeOut(run, timeoutMs));
    const handler = handlers.get(run.owner.handler);
    if (!handler) {
      this.#failed(run, attempt, new PermanentError(`no handler is named '${run.owner.handler}'`));
      return;
    }
    let returned: unknown;
    try {
      returned = handler(run);
    } catch (error) {
      this.#failed(run, attempt, error);
      return;
    }
    if (!isThenable(returned)) {
      this.#succeeded(run, attempt, returned);
      return;
    }
    Promise.resolve(returned).then(
      (result) => this.#succeeded(run, attempt, result),
      (error) => this.#failed(run, attempt, error),
    );
  }

  /** Ends it from outside, at once. */
  end(run: LiveRun, outcome: Outcome, note: string): void {
    if (isFinal(run.state)) return;
    run.note = note;
    run.abort(new Error(note));
    this.#finish(run, outcome);
  }

  /** Resolves when nothing is live. */
  whenEmpty(): Promise<void> {
    return new Promise((resolve) => {
      this.#empty = resolve;
      if (this.#live.size === 0) resolve();
    });
  }

  #isCurrent(run: LiveRun, attempt: number): boolean {
    return run.state === 'running' && run.attempt === attempt;
  }

  #succeeded(run: LiveRun, attempt: number, result: unknown): void {
    if (!this.#isCurrent(run, attempt)) return;
    if (run.stopping) {
      this.end(run, 'cancelled', 'the engine stopped');
      return;
    }
    run.result = result ?? null;
    this.#finish(run, 'success');
  }

  #failed(run: LiveRun, attempt: number, thrown: unknown): void {
    if (!this.#isCurrent(run, attempt)) return;
    if (run.stopping) {
      this.end(run, 'cancelled', 'the engine stopped');
      return;
    }
    this.#retryOrFinish(run, 'failed', describeError(thrown), thrown instanceof PermanentError);
  }

  #timeOut(run: LiveRun, timeoutMs: number): void {
    const error = { name: 'TimeoutError', message: `attempt ${run.attempt} took longer than ${timeoutMs} ms` };
    run.deadline = null;
    this.#retryOrFinish(run, 'timeout', error, false);
    run.abort(new DOMException(error.message, error.name));
  }

  #retryOrFinish(run: LiveRun, outcome: Outcome, error: RunError, permanent: boolean): void {
    const { clock, random, journal, timeline } = this.#with;
    const { retry } = run.owner.options;
    if (permanent || run.attempt >= retry.attempts) {
      run.error = error;
      this.#finish(run, outcome);
      return;
    }
    timeline.cancel(run.deadline);
    run.attemptFailed(outcome, error, clock.monotonic());
    run.state = 'retrying';
    run.deadline = timeline.after(backoffMs(retry, run.attempt, random), () => {
      run.deadline = null;
      this.attempt(run);
    });
    journal.change(run);
  }

  #finish(run: LiveRun, outcome: Outcome): void {
    const { clock, journal, timeline } = this.#with;
    timeline.cancel(run.deadline);
    run.deadline = null;
    run.state = outcome;
    run.finishedAt = clock.now();
    if (run.attempt > 0) run.durationMs = clock.monotonic() - run.began;
    if (outcome === 'success') run.error = null;
    journal.change(run);
    this.release(run);
  }

  #startQueued(job: Job): void {
    const next = job.queue.length > 0 ? job.dequeue() : undefined;
    if (!next) return;
    next.state = 'running';
    next.waited = true;
    this.occupy(next);
    this.#with.journal.change(next);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null)?.then === 'function';
}
