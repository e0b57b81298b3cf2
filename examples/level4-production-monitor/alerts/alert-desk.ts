import type { Kysely } from 'kysely';
import type { Clock, Engine, EngineEvent, RunRecord, RunState, Timer } from '../../scheduler/index.ts';
import { type AlertTables, findAlert, findAlerts, findOpenAlerts, insertAlert, updateAlert } from './alert-store.ts';
import { type Condition, type Thresholds, taskConditions } from './conditions.ts';
import type { Notifier } from './notifiers/notifier.ts';
import { type Alert, acknowledge, type Notice, subjectOf, transition } from './transition.ts';

export interface AlertDeskOptions {
  readonly engine: Engine;
  readonly db: Kysely<AlertTables>;
  readonly clock: Clock;
  readonly thresholds: Thresholds;
  readonly notifiers: readonly Notifier[];
  /** Hears of a notifier or a look that failed. */
  readonly onProblem?: (what: string, error: unknown) => void;
}

const LOOK_EVERY_MS = 15_000;
/** Enough of a task's past to judge most rules by. */
const RUNS_TO_JUDGE_BY = 25;
/** Runs that did something: what failures are counted among. */
const ENDS: readonly RunState[] = ['success', 'failed', 'timeout', 'abandoned'];

/**
 * Looks at the tasks whenever a run ends, and every few seconds for what no event announces: that nothing happened. All
 * it knows of open alerts is in the database, so a restart opens none twice and forgets none.
 */
export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #due = new Set<string>();
  #looking: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<(alert: Alert) => void>();
  #timer: Timer | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: AlertDeskOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unsubscribe = this.#options.engine.subscribe((event) => this.#onEvent(event));
    this.#arm();
  }

  /** Resolves when the look that is under way has ended. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#options.clock.clearTimeout(this.#timer);
    await this.#looking;
  }

  /** Hears of every change, the ones that are not worth a notice too. */
  subscribe(listener: (alert: Alert) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  alerts(limit = 100): Promise<Alert[]> {
    return findAlerts(this.#options.db, limit);
  }

  openAlerts(): Promise<Alert[]> {
    return findOpenAlerts(this.#options.db);
  }

  /** Undefined when there is no such alert. Acknowledging a closed one changes nothing. */
  async acknowledge(id: string, by: string): Promise<Alert | undefined> {
    const { db, clock } = this.#options;
    const alert = await findAlert(db, id);
    if (alert?.state !== 'open') return alert;
    const acknowledged = acknowledge(alert, by, clock.now());
    if (!(await updateAlert(db, alert, acknowledged))) return findAlert(db, id);
    this.#changed(acknowledged);
    return acknowledged;
  }

  /** Judges these tasks, or all of them. One look at a time: two at once would open one alert twice. */
  look(tasks?: ReadonlySet<string>): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#look(tasks))
      .catch((error) => this.#problem('looking at tasks', error));
    return this.#looking;
  }

  async #look(only?: ReadonlySet<string>): Promise<void> {
    const { engine, db, clock, thresholds } = this.#options;
    const open = new Map((await findOpenAlerts(db)).map((alert) => [subjectOf(alert), alert]));
    const tasks = await engine.jobs();
    const now = clock.now();
    const names = new Set(tasks.map((task) => task.name));
    const judged = tasks.filter((task) => !only || only.has(task.name));
    const conditions: Condition[] = [];
    for (const task of judged) {
      const runs = await this.#runsToJudgeBy(task.name);
      conditions.push(...taskConditions(task, runs, now, thresholds));
    }
    const wrong = new Map(conditions.map((condition) => [subjectOf(condition), condition]));
    const about = (alert: Alert) => !only || alert.task === null || only.has(alert.task) || !names.has(alert.task);
    const subjects = new Set([...wrong.keys(), ...[...open].filter(([, alert]) => about(alert)).map(([key]) => key)]);
    for (const subject of subjects) await this.#step(open.get(subject), wrong.get(subject), now);
  }

  /**
   * The latest, newest first; and when slots that were missed or skipped fill them, the latest ends before those as
   * well. Otherwise a night of downtime would look like the recovery of a task that had been failing before it.
   */
  async #runsToJudgeBy(job: string): Promise<RunRecord[]> {
    const { engine, thresholds } = this.#options;
    const latest = await engine.history({ job, limit: RUNS_TO_JUDGE_BY });
    if (latest.filter(({ state }) => ENDS.includes(state)).length >= thresholds.failures) return latest;
    const ends = await engine.history({ job, states: ENDS, limit: thresholds.failures });
    const known = new Set(latest.map(({ id }) => id));
    return [...latest, ...ends.filter(({ id }) => !known.has(id))];
  }

  async #step(alert: Alert | undefined, condition: Condition | undefined, now: number): Promise<void> {
    const { db } = this.#options;
    const step = transition(alert, condition, now);
    if (!step) return;
    // Two monitors may come to the same step at once. The database lets one take it, and that one tells.
    const taken = alert ? await updateAlert(db, alert, step.alert) : await insertAlert(db, step.alert);
    if (!taken) return;
    this.#changed(step.alert);
    if (step.notice) this.#tell(step.alert, step.notice);
  }

  #changed(alert: Alert): void {
    for (const listener of this.#listeners) listener(alert);
  }

  /** Nobody waits for it: a mail server that hangs must not hold up the next look. */
  #tell(alert: Alert, notice: Notice): void {
    for (const notifier of this.#options.notifiers) {
      notifier.notify(alert, notice).catch((error) => this.#problem(`telling ${notifier.name}`, error));
    }
  }

  #onEvent(event: EngineEvent): void {
    if (event.type !== 'run-finished') return;
    this.#due.add(event.run.job);
    if (this.#due.size > 1) return;
    // Many runs that end together are one look.
    queueMicrotask(() => {
      const tasks = new Set(this.#due);
      this.#due.clear();
      void this.look(tasks);
    });
  }

  #arm(): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#arm();
      void this.look();
    }, LOOK_EVERY_MS);
  }

  #problem(what: string, error: unknown): void {
    this.#options.onProblem?.(what, error);
  }
}
