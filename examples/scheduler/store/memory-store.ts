import { toRecord } from '../engine/live-run.ts';
import { isFinal, type RunRecord, type RunState } from '../engine/run.ts';
import { endOpenRun } from './end-open-run.ts';
import type { Batch, HistoryQuery, LoadedJob, Retention, RunCounts, Store, StoredJob } from './store.ts';

/** History in memory, for tests, the browser and jobs whose past may end with the process. Bounded for each job. */
export class MemoryStore implements Store {
  readonly #jobs = new Map<string, StoredJob>();
  /** Of each job, in the order in which they began. */
  readonly #runs = new Map<string, RunRecord[]>();
  readonly #latest = new Map<string, number>();
  readonly #keepPerJob: number;

  constructor({ keepPerJob = 100 }: { keepPerJob?: number } = {}) {
    this.#keepPerJob = keepPerJob;
  }

  async load(): Promise<LoadedJob[]> {
    return [...this.#jobs.values()].map((job) => ({ ...job, lastSlot: this.#lastSlot(job.definition.name) }));
  }

  async saveJob(job: StoredJob): Promise<void> {
    this.#jobs.set(job.definition.name, job);
  }

  async removeJob(name: string): Promise<void> {
    this.#jobs.delete(name);
  }

  async write({ begun, changed, again = false }: Batch): Promise<readonly string[]> {
    let refused: string[] | undefined;
    for (const run of begun) if (!this.#insert(run, again)) refused = [...(refused ?? []), run.id];
    for (const run of changed) this.#replace(run);
    return refused ?? [];
  }

  async recover(node: string, instance: string, now: number): Promise<RunRecord[]> {
    const left = [...this.#all()].filter(
      (run) => run.node === node && run.instance !== instance && !isFinal(run.state),
    );
    const ended = left.map((run) => endOpenRun(run, now));
    for (const run of ended) this.#replace(run);
    return ended;
  }

  async run(id: string): Promise<RunRecord | undefined> {
    const found = this.#runs.get(id.slice(0, id.indexOf('@')))?.find((run) => run.id === id);
    return found && toRecord(found);
  }

  async history(query: HistoryQuery): Promise<RunRecord[]> {
    const { after, limit = 100 } = query;
    const found = this.#matching(query).sort(latestFirst);
    const rest = after ? found.filter((run) => latestFirst(after, run) < 0) : found;
    return rest.slice(0, limit).map(toRecord);
  }

  async counts(query: HistoryQuery): Promise<RunCounts> {
    const counts: Partial<Record<RunState, number>> = {};
    for (const { state } of this.#matching(query)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  async prune({
    before = Number.NEGATIVE_INFINITY,
    keepPerJob = Number.POSITIVE_INFINITY,
  }: Retention): Promise<number> {
    let removed = 0;
    for (const [job, runs] of this.#runs) {
      const latest = [...runs].sort(latestFirst);
      const marker = latest.find((run) => run.cause === 'schedule');
      const kept = latest.filter(
        (run, index) => !isFinal(run.state) || run === marker || (index < keepPerJob && run.slot >= before),
      );
      removed += runs.length - kept.length;
      this.#runs.set(job, kept.reverse());
    }
    return removed;
  }

  /** False when history holds the id. A slot later than every other cannot be in it: then nothing is looked up. */
  #insert(run: RunRecord, again: boolean): boolean {
    const runs = this.#runs.get(run.job) ?? [];
    if (runs.length === 0) this.#runs.set(run.job, runs);
    const latest = this.#latest.get(run.job) ?? Number.NEGATIVE_INFINITY;
    if (run.slot > latest) this.#latest.set(run.job, run.slot);
    else {
      const held = runs.find((other) => other.slot === run.slot && other.cause === run.cause);
      if (held) return again && held.instance === run.instance;
    }
    runs.push(run);
    if (runs.length > this.#keepPerJob && isFinal(runs[0]!.state)) runs.shift();
    return true;
  }

  #replace(run: RunRecord): void {
    const runs = this.#runs.get(run.job);
    if (!runs || runs[runs.length - 1] === run) return;
    const place = runs.findIndex((other) => other.slot === run.slot && other.cause === run.cause);
    if (place >= 0) runs[place] = run;
  }

  #lastSlot(job: string): number | null {
    const slots = (this.#runs.get(job) ?? []).filter((run) => run.cause === 'schedule').map((run) => run.slot);
    return slots.length > 0 ? Math.max(...slots) : null;
  }

  *#all(): Iterable<RunRecord> {
    for (const runs of this.#runs.values()) yield* runs;
  }

  #matching({ job, states, from, to }: HistoryQuery): RunRecord[] {
    const runs = job === undefined ? [...this.#all()] : (this.#runs.get(job) ?? []);
    return runs.filter(
      (run) =>
        (!states || states.includes(run.state)) &&
        (from === undefined || run.slot >= from) &&
        (to === undefined || run.slot < to),
    );
  }
}

function latestFirst(one: Pick<RunRecord, 'slot' | 'id'>, other: Pick<RunRecord, 'slot' | 'id'>): number {
  if (one.slot !== other.slot) return other.slot - one.slot;
  return one.id < other.id ? 1 : one.id > other.id ? -1 : 0;
}
