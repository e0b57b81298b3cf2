import { type Engine, type EngineEvent, isFinal, type RunRecord } from '../../scheduler/index.ts';

const KEPT = 50;

/** What the dashboard shows of every task at once, kept in memory: fifty queries for each look at it would be too many. */
export class RecentRuns {
  readonly #byTask = new Map<string, RunRecord[]>();
  readonly #lastSuccess = new Map<string, number>();

  /** Reads what was there before this process; from then on `onEvent` keeps it up to date. */
  async load(engine: Engine): Promise<void> {
    for (const { name } of await engine.jobs()) {
      const runs = await engine.history({ job: name, limit: KEPT });
      this.#byTask.set(name, runs.toReversed());
      const [success] = await engine.history({ job: name, states: ['success'], limit: 1 });
      if (success?.finishedAt) this.#lastSuccess.set(name, success.finishedAt);
    }
  }

  onEvent(event: EngineEvent): void {
    if (event.type === 'job-removed') {
      this.#byTask.delete(event.job);
      this.#lastSuccess.delete(event.job);
    }
    if (event.type === 'run-queued' || event.type === 'run-started' || event.type === 'run-retrying')
      this.#put(event.run);
    if (event.type !== 'run-finished') return;
    this.#put(event.run);
    if (event.run.state === 'success') this.#lastSuccess.set(event.run.job, event.run.finishedAt ?? event.run.slot);
  }

  /** Oldest first. */
  of(task: string): readonly RunRecord[] {
    return this.#byTask.get(task) ?? [];
  }

  lastSuccess(task: string): number | null {
    return this.#lastSuccess.get(task) ?? null;
  }

  running(): RunRecord[] {
    return [...this.#byTask.values()].flat().filter((run) => !isFinal(run.state));
  }

  #put(run: RunRecord): void {
    const runs = this.#byTask.get(run.job) ?? [];
    const at = runs.findIndex(({ id }) => id === run.id);
    if (at >= 0) runs[at] = run;
    else runs.push(run);
    runs.sort((a, b) => a.slot - b.slot);
    this.#byTask.set(run.job, runs.slice(-KEPT));
  }
}
