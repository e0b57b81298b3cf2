import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  type Engine,
  type EngineEvent,
  isFinal,
  type JobStatus,
  type Outcome,
  type RunRecord,
} from '../../scheduler/index.ts';
import type { RecentRuns } from '../history/recent-runs.ts';

/** Tasks beyond this share the label `other`: a label with a value for everything is a memory leak with a name. */
const MOST_TASKS = 500;
const OUTCOMES: readonly Outcome[] = ['success', 'failed', 'timeout', 'missed', 'skipped', 'cancelled', 'abandoned'];

/**
 * What Prometheus reads. Seconds, as its conventions want; counters that only count up; and the time of the last
 * success, not of the last attempt, since that is what an alert has to be about.
 */
export class MonitorMetrics {
  readonly #engine: Engine;
  readonly #recent: RecentRuns;
  readonly #isReady: () => boolean;
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #registry = new Registry();
  readonly #known = new Set<string>();

  readonly #runs = new Counter(this.#named('runs_total', 'Runs that have ended, by how they ended.', 'outcome'));
  readonly #retries = new Counter(this.#named('retries_total', 'Attempts that failed and were tried again.'));
  readonly #duration = new Histogram({
    ...this.#named('run_duration_seconds', 'How long runs took, from the first attempt to the last.'),
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
  });
  readonly #lateness = new Histogram({
    ...this.#named('run_lateness_seconds', 'How long after its slot a run began.'),
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
  });
  readonly #lastSuccess = new Gauge(this.#named('last_success_timestamp_seconds', 'When the task last succeeded.'));
  readonly #nextRun = new Gauge(this.#named('next_run_timestamp_seconds', 'When the task runs next.'));
  readonly #running = new Gauge(this.#named('running', 'Runs going on now.'));
  readonly #paused = new Gauge(this.#named('task_paused', '1 while the task is paused.'));
  readonly #ready = new Gauge({
    name: 'scheduler_ready',
    help: '1 while the monitor can do its work.',
    registers: [this.#registry],
  });

  constructor(engine: Engine, recent: RecentRuns, isReady: () => boolean) {
    this.#engine = engine;
    this.#recent = recent;
    this.#isReady = isReady;
  }

  onEvent(event: EngineEvent): void {
    if (event.type === 'run-retrying') this.#retries.inc({ task: this.#label(event.run.job) });
    if (event.type === 'run-finished' && isFinal(event.run.state)) this.#ended(event.run);
  }

  /** Gauges are read off the engine when somebody asks, so that they can never be out of date. */
  async read(): Promise<string> {
    const jobs = await this.#engine.jobs();
    this.#forgetAllBut(new Set(jobs.map(({ name }) => name)));
    // Tasks that share a label are shown by the one that is worst off or comes first; what can be counted is summed.
    // #region last-success
    this.#show(this.#lastSuccess, jobs, ({ name }) => inSeconds(this.#recent.lastSuccess(name)), Math.min);
    // #endregion last-success
    this.#show(this.#nextRun, jobs, ({ nextAt }) => inSeconds(nextAt), Math.min);
    this.#show(this.#running, jobs, ({ running }) => running, sum);
    this.#show(this.#paused, jobs, ({ paused }) => (paused ? 1 : 0), sum);
    this.#ready.set(this.#isReady() ? 1 : 0);
    return this.#registry.metrics();
  }

  #ended(run: RunRecord): void {
    const task = this.#label(run.job);
    this.#runs.inc({ task, outcome: run.state });
    if (run.durationMs !== null) this.#duration.observe({ task }, run.durationMs / 1_000);
    if (run.startedAt !== null && run.cause === 'schedule') {
      this.#lateness.observe({ task }, Math.max(0, run.startedAt - run.slot) / 1_000);
    }
  }

  // #region bounded
  #label(task: string): string {
    if (this.#known.has(task)) return task;
    if (this.#known.size >= MOST_TASKS) return 'other';
    this.#known.add(task);
    return task;
  }
  // #endregion bounded

  /** Tasks that are gone make room: those that come and go would use up all labels otherwise. */
  #forgetAllBut(present: ReadonlySet<string>): void {
    for (const task of this.#known) {
      if (present.has(task)) continue;
      this.#known.delete(task);
      for (const outcome of OUTCOMES) this.#runs.remove({ task, outcome });
      for (const metric of [this.#retries, this.#duration, this.#lateness]) metric.remove({ task });
    }
  }

  #show(gauge: Gauge, jobs: readonly JobStatus[], worth: (job: JobStatus) => number | null, merge: Merge): void {
    const values = new Map<string, number>();
    for (const job of jobs) {
      const value = worth(job);
      if (value === null) continue;
      const task = this.#label(job.name);
      const other = values.get(task);
      values.set(task, other === undefined ? value : merge(other, value));
    }
    gauge.reset();
    for (const [task, value] of values) gauge.set({ task }, value);
  }

  #named(name: string, help: string, ...labels: string[]) {
    return { name: `scheduler_${name}`, help, labelNames: ['task', ...labels], registers: [this.#registry] };
  }
}

type Merge = (one: number, other: number) => number;
const sum: Merge = (one, other) => one + other;

function inSeconds(at: number | null): number | null {
  return at === null ? null : at / 1_000;
}
