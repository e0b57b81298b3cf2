import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Engine, type EngineEvent, isFinal, type RunRecord } from '../../scheduler/index.ts';
import type { RecentRuns } from '../history/recent-runs.ts';

/** Tasks beyond this share the label `other`: a label with a value for everything is a memory leak with a name. */
const MOST_TASKS = 500;

/**
 * What Prometheus reads. Seconds, as its conventions want; counters that only count up; and the time of the last
 * success, not of the last attempt, since that is what an alert has to be about.
 */
export class MonitorMetrics {
  readonly registry = new Registry();
  readonly #known = new Set<string>();
  readonly #runs = new Counter({
    name: 'scheduler_runs_total',
    help: 'Runs that have ended, by how they ended.',
    labelNames: ['task', 'outcome'],
    registers: [this.registry],
  });
  readonly #retries = new Counter({
    name: 'scheduler_retries_total',
    help: 'Attempts that failed and were tried again.',
    labelNames: ['task'],
    registers: [this.registry],
  });
  readonly #duration = new Histogram({
    name: 'scheduler_run_duration_seconds',
    help: 'How long runs took, from the first attempt to the last.',
    labelNames: ['task'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
    registers: [this.registry],
  });
  readonly #lateness = new Histogram({
    name: 'scheduler_run_lateness_seconds',
    help: 'How long after its slot a run began.',
    labelNames: ['task'],
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    registers: [this.registry],
  });

  constructor(engine: Engine, recent: RecentRuns, ready: () => boolean) {
    const label = (task: string) => this.#label(task);
    // #region last-success
    gauge(this.registry, 'scheduler_last_success_timestamp_seconds', 'When the task last succeeded.', async (set) => {
      for (const { name } of await engine.jobs()) {
        const at = recent.lastSuccess(name);
        if (at !== null) set(label(name), at / 1_000);
      }
    });
    // #endregion last-success
    gauge(this.registry, 'scheduler_next_run_timestamp_seconds', 'When the task runs next.', async (set) => {
      for (const { name, nextAt } of await engine.jobs()) if (nextAt !== null) set(label(name), nextAt / 1_000);
    });
    gauge(this.registry, 'scheduler_running', 'Runs going on now.', async (set) => {
      for (const { name, running } of await engine.jobs()) set(label(name), running);
    });
    gauge(this.registry, 'scheduler_task_paused', '1 while the task is paused.', async (set) => {
      for (const { name, paused } of await engine.jobs()) set(label(name), paused ? 1 : 0);
    });
    new Gauge({
      name: 'scheduler_ready',
      help: '1 while the monitor can do its work.',
      registers: [this.registry],
      collect() {
        this.set(ready() ? 1 : 0);
      },
    });
  }

  onEvent(event: EngineEvent): void {
    if (event.type === 'run-retrying') this.#retries.inc({ task: this.#label(event.run.job) });
    if (event.type === 'run-finished' && isFinal(event.run.state)) this.#ended(event.run);
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
}

type Set = (task: string, value: number) => void;

/** A gauge that is read off the engine when somebody asks, so that it can never be out of date. */
function gauge(registry: Registry, name: string, help: string, collect: (set: Set) => Promise<void>): void {
  new Gauge({
    name,
    help,
    labelNames: ['task'],
    registers: [registry],
    async collect() {
      this.reset();
      await collect((task, value) => this.set({ task }, value));
    },
  });
}
