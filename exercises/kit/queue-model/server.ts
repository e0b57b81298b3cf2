import { type Clock, LONGEST_DELAY_MS } from '../../../examples/scheduler/clock/clock.ts';
import type { Random } from '../../../examples/scheduler/random.ts';
import { backoffMs } from './backoff.ts';
import { surplus } from './retention.ts';
import { Schedules } from './schedules.ts';
import { hasEnded, type StoredJob } from './stored-job.ts';
import type { JobCounts, JobOptions, JobState } from './types.ts';

interface Placement {
  parent?: StoredJob | undefined;
  waitsForChildren?: boolean;
  scheduler?: string;
  id?: string;
}

/** What Redis and BullMQ's scripts do: each method is one step, and nothing comes between. */
export class Server {
  readonly schedules = new Schedules(this);
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #jobs = new Map<string, StoredJob>();
  readonly #paused = new Set<string>();
  readonly #listeners = new Set<(queue: string) => void>();
  #lastId = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  now(): number {
    return this.#clock.now();
  }

  onWork(listener: (queue: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(queue: string, name: string, data: unknown, opts: JobOptions, placement: Placement = {}): StoredJob {
    const { jobId, delay = 0 } = opts;
    if (jobId && `${Number.parseInt(jobId, 10)}` === jobId) throw new Error('Custom Id cannot be integers');
    if (jobId?.includes(':')) throw new Error('Custom Id cannot contain :');
    const id = placement.id ?? jobId ?? `${++this.#lastId}`;
    const known = this.find(queue, id);
    if (known) return known;
    const { parent, scheduler, waitsForChildren } = placement;
    const key = `bull:${queue}:${id}`;
    const state = waitsForChildren ? 'waiting-children' : delay > 0 ? 'delayed' : 'waiting';
    const fresh = { attemptsMade: 0, stalls: 0, lockedUntil: 0, pending: new Set<string>() };
    const job: StoredJob = {
      ...{ id, key, name, queue, opts, parent, scheduler, state, ...fresh },
      ...{ data: JSON.stringify(data), timestamp: this.now(), childrenValues: {}, ignoredFailures: {} },
    };
    this.#jobs.set(key, job);
    if (state === 'delayed') this.#delay(job, delay);
    if (state === 'waiting') this.#tell(queue);
    return job;
  }

  find(queue: string, id: string): StoredJob | undefined {
    return this.#jobs.get(`bull:${queue}:${id}`);
  }

  jobs(queue: string, state: JobState): StoredJob[] {
    return [...this.#jobs.values()].filter((job) => job.queue === queue && job.state === state);
  }

  counts(queue: string): JobCounts {
    const counts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0, 'waiting-children': 0 };
    for (const job of this.#jobs.values()) if (job.queue === queue) counts[job.state]++;
    return counts;
  }

  forget(queue: string, id: string, states: readonly JobState[] = STATES_AT_REST): void {
    const job = this.find(queue, id);
    if (job && states.includes(job.state)) this.#jobs.delete(job.key);
  }

  pause(queue: string, paused: boolean): void {
    if (paused) this.#paused.add(queue);
    else this.#paused.delete(queue);
    this.#tell(queue);
  }

  /** Gives the job that has waited longest to whoever asks, for as long as the lock lasts. */
  take(queue: string, token: string, lock: { durationMs: number; checkMs: number; maxStalls: number }, zone: string) {
    if (this.#paused.has(queue)) return undefined;
    const [job] = this.jobs(queue, 'waiting');
    if (!job) return undefined;
    Object.assign(job, { state: 'active', token, lockedUntil: this.now() + lock.durationMs });
    this.#watch(job, token, lock);
    if (job.scheduler) this.schedules.pickedUp(queue, job.scheduler, zone);
    return job;
  }

  extend(job: StoredJob, token: string, durationMs: number): boolean {
    if (!this.#holds(job, token)) return false;
    job.lockedUntil = this.now() + durationMs;
    return true;
  }

  complete(job: StoredJob, token: string, returnvalue: string): void {
    this.#mustHold(job, token);
    Object.assign(job, { returnvalue, attemptsMade: job.attemptsMade + 1 });
    this.#end(job, 'completed', job.opts.removeOnComplete);
    const { parent } = job;
    if (!parent) return;
    parent.childrenValues[job.key] = returnvalue;
    this.#childEnded(parent, job);
  }

  /** Another try, or the end. A backoff that nobody knows throws, and leaves the job to stall: so does BullMQ. */
  fail(job: StoredJob, token: string, reason: string, { forGood }: { forGood: boolean }): void {
    this.#mustHold(job, token);
    const made = job.attemptsMade + 1;
    const again = !forGood && made < (job.opts.attempts ?? 1);
    const waitMs = again ? backoffMs(job.opts.backoff, made, this.#random) : 0;
    Object.assign(job, { failedReason: reason, attemptsMade: made, token: undefined });
    if (!again) this.#failForGood(job);
    else if (waitMs === 0) this.#toWaiting(job);
    else this.#delay(job, waitMs);
  }

  #failForGood(job: StoredJob): void {
    this.#end(job, 'failed', job.opts.removeOnFail);
    const { parent, opts, key, failedReason = '' } = job;
    if (!parent || hasEnded(parent)) return;
    if (opts.failParentOnFailure) {
      parent.deferredFailure = `child ${key} failed`;
      this.#toWaiting(parent);
    }
    if (opts.ignoreDependencyOnFailure) parent.ignoredFailures[key] = failedReason;
    if (opts.ignoreDependencyOnFailure || opts.removeDependencyOnFailure) this.#childEnded(parent, job);
  }

  #childEnded(parent: StoredJob, child: StoredJob): void {
    parent.pending.delete(child.key);
    if (parent.pending.size === 0 && parent.state === 'waiting-children') this.#toWaiting(parent);
  }

  #end(job: StoredJob, state: 'completed' | 'failed', keep: JobOptions['removeOnFail']): void {
    Object.assign(job, { state, token: undefined, finishedOn: this.now() });
    // Those that ended last are at the end of the map, in the order they ended.
    this.#jobs.delete(job.key);
    this.#jobs.set(job.key, job);
    for (const { key } of surplus(this.jobs(job.queue, state), keep, this.now())) this.#jobs.delete(key);
  }

  #toWaiting(job: StoredJob): void {
    Object.assign(job, { state: 'waiting', token: undefined });
    this.#jobs.delete(job.key);
    this.#jobs.set(job.key, job);
    this.#tell(job.queue);
  }

  #delay(job: StoredJob, ms: number): void {
    job.state = 'delayed';
    this.#promote(job, this.now() + ms);
  }

  #promote(job: StoredJob, at: number): void {
    const left = at - this.now();
    if (left > 0) this.#clock.setTimeout(() => this.#promote(job, at), Math.min(left, LONGEST_DELAY_MS));
    else if (job.state === 'delayed' && this.#jobs.has(job.key)) this.#toWaiting(job);
  }

  /** Looks at the lock on a grid of its own; a job whose lock ran out goes to the next, or is given up. */
  #watch(job: StoredJob, token: string, lock: { checkMs: number; maxStalls: number }): void {
    const ms = (Math.floor((job.lockedUntil - this.now()) / lock.checkMs) + 1) * lock.checkMs;
    this.#clock.setTimeout(() => {
      if (job.token !== token || job.state !== 'active') return;
      if (this.#holds(job, token)) this.#watch(job, token, lock);
      else this.#stalled(job, lock.maxStalls);
    }, ms);
  }

  #stalled(job: StoredJob, most: number): void {
    if (++job.stalls <= most) {
      this.#toWaiting(job);
    } else {
      job.failedReason = 'job stalled more than allowable limit';
      this.#failForGood(job);
    }
  }

  #holds(job: StoredJob, token: string): boolean {
    return job.state === 'active' && job.token === token && this.now() < job.lockedUntil;
  }

  #mustHold(job: StoredJob, token: string): void {
    if (!this.#holds(job, token)) throw new Error(`Missing lock for job ${job.id}`);
  }

  #tell(queue: string): void {
    for (const listener of this.#listeners) listener(queue);
  }
}

const STATES_AT_REST = ['waiting', 'delayed', 'completed', 'failed', 'waiting-children'] as const;
