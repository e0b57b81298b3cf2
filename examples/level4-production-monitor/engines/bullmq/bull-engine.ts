/**
 * The engine for many machines. SQL is where decisions are made and kept; Redis is how the nodes hear of them.
 *
 * A slot's way: the leader sees that it is due and, with the job's row locked, asks misfire and overlap policy what is
 * to become of it. The answer is a row in history, of which there can be one for each slot, and, if it is to run, one in
 * the outbox. BullMQ brings its id to some worker. The worker deletes it from the outbox: whoever deletes it runs it,
 * with the scheduler's own runner for attempts, timeout and record.
 *
 * So Redis may deliver twice, forget everything or be away without a slot running twice or getting lost: what it
 * forgets is still in the outbox, and offered again. For the same reason the overlap policy counts rows and not permits
 * of a Redis semaphore, which would be gone with Redis. BullMQ's own retries and job schedulers stay unused: a retry by
 * another worker would be a second run under the same slot, and schedulers know neither pause nor misfire.
 *
 * A node that goes silent is given up: history says `abandoned`, and its slot is not run again.
 */
import type { JobChange, JobDefinition } from '../../../scheduler/engine/definition.ts';
import type { RunNowReceipt } from '../../../scheduler/engine/engine.ts';
import type { Job } from '../../../scheduler/engine/job.ts';
import type { JobBook } from '../../../scheduler/engine/job-book.ts';
import { stored } from '../../../scheduler/engine/machine.ts';
import type { PreviewQuery } from '../../../scheduler/engine/preview.ts';
import { refuse } from '../../../scheduler/error.ts';
import {
  type Engine,
  type EngineEvent,
  type EngineListener,
  type Handler,
  type HistoryQuery,
  isFinal,
  type JobOptionsInput,
  type JobStatus,
  type PlannedRun,
  preview,
  type RunCounts,
  type RunNowOptions,
  type RunRecord,
  runId,
  SchedulerError,
  type StopOptions,
  type StopReport,
  type TriggerData,
} from '../../../scheduler/index.ts';
import type { NodeRegistry } from '../../monitor.ts';
import { ClusterNode, type ClusterOptions } from './cluster-node.ts';
import { unknownJob } from './stored-job.ts';

/** What can be asked of the engine, of any node alike; how it runs is in `ClusterNode`. */
export class BullEngine implements Engine {
  readonly #node: ClusterNode;
  #stopped: Promise<StopReport> | null = null;

  private constructor(node: ClusterNode) {
    this.#node = node;
  }

  static async open(options: ClusterOptions): Promise<BullEngine> {
    return new BullEngine(await ClusterNode.open(options));
  }

  get nodes(): NodeRegistry {
    return this.#node.nodes;
  }

  handle<Payload>(name: string, handler: Handler<Payload>): void {
    const { handlers } = this.#node;
    if (handlers.has(name)) refuse('duplicate-handler', 'handler', name, 'a name no other handler has');
    handlers.set(name, handler);
  }

  handlers(): readonly string[] {
    return [...this.#node.handlers.keys()];
  }

  async add(definition: JobDefinition): Promise<void> {
    this.#checkHandler(definition.handler ?? definition.name);
    await stored(() => this.#node.jobs.add(definition));
    this.#tell('job-added', definition.name);
  }

  async ensure(definition: JobDefinition): Promise<void> {
    const { name, handler = name } = definition;
    if (!(await stored(() => this.#node.jobs.get(name)))) return this.add(definition);
    this.#checkHandler(handler);
    if (await this.#change(name, (job, book) => book.align(job, definition))) this.#tell('job-updated', name);
  }

  async schedule(name: string, trigger: TriggerData, run: Handler, options: JobOptionsInput = {}): Promise<void> {
    this.handle(name, run);
    await this.ensure({ name, trigger, options });
  }

  async update(name: string, change: JobChange): Promise<void> {
    if (change.handler !== undefined) this.#checkHandler(change.handler);
    await this.#change(name, (job, book) => book.update(job, change));
    this.#tell('job-updated', name);
  }

  async reschedule(name: string, trigger: TriggerData): Promise<void> {
    await this.#change(name, (job, book) => book.reschedule(job, trigger));
    this.#tell('job-rescheduled', name);
  }

  async pause(name: string): Promise<void> {
    const changed = await this.#change(name, async (job, book) => {
      if (job.paused) return false;
      await book.setPaused(job, true);
      return true;
    });
    if (!changed) return;
    await this.#withdraw({ job: name, place: 'in-line' }, 'its job was paused');
    this.#tell('job-paused', name);
  }

  async resume(name: string): Promise<void> {
    const { resumed, ...consequences } = await stored(() => this.#node.runs.resume(name));
    if (!resumed) return;
    this.#node.follow(consequences);
    this.#tell('job-resumed', name);
  }

  async remove(name: string): Promise<void> {
    const note = 'its job was removed';
    await this.#change(name, (job, book) => book.remove(job));
    await this.#withdraw({ job: name }, note);
    const going = (await stored(() => this.#node.runs.going())).filter(({ job }) => job === name);
    await Promise.all(going.map(({ id }) => stored(() => this.#node.cancel(id, note))));
    this.#tell('job-removed', name);
  }

  async runNow(name: string, options: RunNowOptions = {}): Promise<RunNowReceipt> {
    const { phase, runs } = this.#node;
    if (!(await stored(() => this.#node.jobs.get(name)))) throw unknownJob(name);
    if (phase !== 'running') throw new SchedulerError('not-running', `'${name}' cannot run: the engine is ${phase}`);
    const decided = await stored(() => runs.runNow(name, options));
    this.#node.follow(decided);
    const { slot, run, offered } = decided;
    const decision = run?.state !== 'queued' ? 'skipped' : offered.includes(run.id) ? 'started' : 'queued';
    return { id: runId(name, slot, 'manual'), decision, respectedOverlap: options.respectOverlap ?? true };
  }

  async cancel(id: string): Promise<boolean> {
    const run = await this.run(id);
    if (!run) throw new SchedulerError('unknown-run', `there is no run '${id}'`, { field: 'id', value: id });
    if (isFinal(run.state)) return false;
    return stored(() => this.#node.cancel(id, 'cancelled on request'));
  }

  jobs(): Promise<JobStatus[]> {
    const { jobs } = this.#node;
    return stored(async () => jobs.statuses(await jobs.all()));
  }

  job(name: string): Promise<JobStatus | undefined> {
    const { jobs } = this.#node;
    return stored(async () => {
      const job = await jobs.get(name);
      return job && (await jobs.statuses([job]))[0];
    });
  }

  history(query: HistoryQuery = {}): Promise<RunRecord[]> {
    return stored(() => this.#node.store.history(query));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return stored(() => this.#node.store.run(id));
  }

  counts(query: HistoryQuery = {}): Promise<RunCounts> {
    return stored(() => this.#node.store.counts(query));
  }

  async preview(query: PreviewQuery = {}): Promise<PlannedRun[]> {
    const jobs = (await this.jobs()).map((job) => ({ ...job, jitterMs: job.options.jitterMs }));
    return preview(jobs, { from: this.#node.clock.now(), ...query });
  }

  subscribe(listener: EngineListener): () => void {
    return this.#node.events.subscribe(listener);
  }

  start(): Promise<void> {
    return this.#node.start();
  }

  stop(options: StopOptions = {}): Promise<StopReport> {
    this.#stopped ??= this.#node.stop(options);
    return this.#stopped;
  }

  /** For an engine that was never started. */
  close(): void {
    this.#node.close();
  }

  #change<Result>(name: string, work: (job: Job, book: JobBook) => Promise<Result>): Promise<Result> {
    return stored(() => this.#node.jobs.change(name, work));
  }

  async #withdraw(which: { job: string; place?: 'in-line' }, note: string): Promise<void> {
    for (const run of await stored(() => this.#node.runs.withdraw(which, note))) {
      this.#node.emit({ type: 'run-finished', run });
    }
  }

  #checkHandler(name: string): void {
    if (this.#node.handlers.has(name)) return;
    refuse('unknown-handler', 'handler', name, `one of: ${this.handlers().join(', ') || 'none is registered'}`);
  }

  #tell(type: Extract<EngineEvent, { job: string; type: `job-${string}` }>['type'], job: string): void {
    this.#node.emit({ type, job });
  }
}
