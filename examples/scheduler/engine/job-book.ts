import type { Clock } from '../clock/clock.ts';
import { refuse, SchedulerError } from '../error.ts';
import { resolveOptions } from '../policy/options.ts';
import type { LoadedJob, Store } from '../store/store.ts';
import { sameTrigger, type TriggerData } from '../trigger/index.ts';
import {
  type JobChange,
  type JobDefinition,
  type ResolvedJob,
  refusePast,
  resolveJob,
  triggerOf,
} from './definition.ts';
import { Job } from './job.ts';
import { STEP_BACK_LIMIT_MS } from './timeline.ts';

/** The jobs, in memory and in the store. A change is stored first: what the store refuses has not happened. */
export class JobBook {
  readonly #jobs = new Map<string, Job>();
  readonly #clock: Clock;
  readonly #store: Store;
  #loaded: Promise<void> | null = null;

  constructor(clock: Clock, store: Store) {
    this.#clock = clock;
    this.#store = store;
  }

  /** Reads the stored jobs, once. A store that is away now may be asked again. */
  open(): Promise<void> {
    this.#loaded ??= this.#load().catch((error) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  all(): Iterable<Job> {
    return this.#jobs.values();
  }

  find(name: string): Job | undefined {
    return this.#jobs.get(name);
  }

  get(name: string): Job {
    const job = this.#jobs.get(name);
    if (!job)
      throw new SchedulerError('unknown-job', `there is no job named '${name}'`, { field: 'name', value: name });
    return job;
  }

  async add(definition: JobDefinition): Promise<Job> {
    const resolved = resolveJob(definition);
    if (this.#jobs.has(resolved.name)) refuse('duplicate-job', 'name', resolved.name, 'a name no other job has');
    refusePast(resolved.trigger, this.#clock);
    const since = this.#clock.now();
    const job = new Job(resolved, { paused: definition.paused ?? false, since, cursor: since });
    // Taken before the store answers: two adds at once must not both find the name free.
    this.#jobs.set(job.name, job);
    try {
      await this.#save(job);
    } catch (error) {
      this.#jobs.delete(job.name);
      throw error;
    }
    return job;
  }

  async update(job: Job, { handler, payload, options }: JobChange): Promise<void> {
    const merged = resolveJob({
      name: job.name,
      trigger: job.trigger,
      handler: handler ?? job.handler,
      payload: payload === undefined ? job.payload : payload,
      options: resolveOptions(options, job.options),
    });
    await this.#store.saveJob(stored(merged, job.paused, job.since));
    job.change(merged);
  }

  async reschedule(job: Job, data: TriggerData): Promise<void> {
    const trigger = triggerOf(job.name, data);
    refusePast(trigger, this.#clock);
    await this.#redefine(job, { ...job, trigger });
  }

  /** Says whether anything was different. */
  async align(job: Job, definition: JobDefinition): Promise<boolean> {
    const resolved = resolveJob(definition);
    const moved = !sameTrigger(job.trigger, resolved.trigger);
    if (!moved && JSON.stringify(stored(job, false, 0)) === JSON.stringify(stored(resolved, false, 0))) return false;
    if (moved) {
      refusePast(resolved.trigger, this.#clock);
      await this.#redefine(job, resolved);
    } else {
      await this.#store.saveJob(stored(resolved, job.paused, job.since));
      job.change(resolved);
    }
    return true;
  }

  async setPaused(job: Job, paused: boolean): Promise<void> {
    await this.#store.saveJob(stored(job, paused, job.since));
    job.paused = paused;
  }

  async remove(job: Job): Promise<void> {
    await this.#store.removeJob(job.name);
    this.#jobs.delete(job.name);
  }

  /** With a new trigger the job starts anew: slots of the new rule that lie in the past were never promised. */
  async #redefine(job: Job, resolved: ResolvedJob): Promise<void> {
    const since = this.#clock.now();
    await this.#store.saveJob(stored(resolved, job.paused, since));
    job.change(resolved);
    job.since = since;
    job.cursor = Math.max(job.cursor, since);
  }

  async #load(): Promise<void> {
    for (const row of await this.#store.load()) this.#jobs.set(row.definition.name, this.#restore(row));
  }

  #restore({ definition, paused, since, lastSlot }: LoadedJob): Job {
    const now = this.#clock.now();
    const cursor = Math.max(since, lastSlot ?? since);
    const believable = cursor <= now + STEP_BACK_LIMIT_MS;
    return new Job(resolveJob(definition), { paused, since, cursor: believable ? cursor : now });
  }

  #save(job: Job): Promise<void> {
    return this.#store.saveJob(stored(job, job.paused, job.since));
  }
}

function stored({ name, trigger, handler, payload, options }: ResolvedJob, paused: boolean, since: number) {
  return { definition: { name, trigger, handler, payload, options }, paused, since };
}
