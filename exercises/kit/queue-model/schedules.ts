import { cronSchedule } from '../../../examples/scheduler/cron/index.ts';
import type { Server } from './server.ts';
import type { JobScheduler, JobTemplate, RepeatOptions } from './types.ts';

/** Job schedulers: each keeps one job ahead, and puts down the next when a worker picks that one up. */
export class Schedules {
  readonly #server: Server;
  readonly #known = new Map<string, JobScheduler>();

  constructor(server: Server) {
    this.#server = server;
  }

  /** The same schedule again keeps its next run, and takes the new template; a changed one begins anew. */
  upsert(
    queue: string,
    id: string,
    repeat: RepeatOptions,
    { name = id, data = {}, opts = {} }: JobTemplate,
    zone: string,
  ) {
    const { every, pattern, tz } = repeat;
    if (pattern && every) throw new Error('Both .pattern and .every options are defined for this repeatable job');
    if (!pattern && !every)
      throw new Error('Either .pattern or .every options must be defined for this repeatable job');
    const now = this.#server.now();
    const known = this.#known.get(`${queue}:${id}`);
    if (known) this.#server.forget(queue, jobId(known), ['delayed']);
    const isPending = known && every && known.every === every && (known.next > now || this.#waits(queue, known));
    // `every` fires at once; a pattern without a zone has that of the process that reckons.
    const next = isPending ? known.next : every ? now : nextOf(repeat, zone, now);
    const scheduler = { key: id, name, next, template: { data, opts }, ...defined({ every, pattern, tz }) };
    this.#known.set(`${queue}:${id}`, scheduler);
    this.#put(queue, scheduler);
  }

  remove(queue: string, id: string): boolean {
    const known = this.#known.get(`${queue}:${id}`);
    if (!known) return false;
    this.#server.forget(queue, jobId(known), ['delayed']);
    return this.#known.delete(`${queue}:${id}`);
  }

  list(queue: string): JobScheduler[] {
    return [...this.#known].filter(([key]) => key.startsWith(`${queue}:`)).map(([, scheduler]) => ({ ...scheduler }));
  }

  /** A worker of this zone has picked up a job of the schedule. */
  pickedUp(queue: string, id: string, zone: string): void {
    const scheduler = this.#known.get(`${queue}:${id}`);
    const now = this.#server.now();
    if (!scheduler || scheduler.next > now) return;
    const { every, next: slot } = scheduler;
    scheduler.next = every ? slot + (Math.floor((now - slot) / every) + 1) * every : nextOf(scheduler, zone, now);
    this.#put(queue, scheduler);
  }

  #waits(queue: string, scheduler: JobScheduler): boolean {
    return this.#server.find(queue, jobId(scheduler))?.state === 'waiting';
  }

  #put(queue: string, scheduler: JobScheduler): void {
    const { name, next, key, template } = scheduler;
    const delay = Math.max(0, next - this.#server.now());
    this.#server.add(queue, name, template.data, { ...template.opts, delay }, { scheduler: key, id: jobId(scheduler) });
  }
}

const jobId = ({ key, next }: JobScheduler): string => `repeat:${key}:${next}`;

function nextOf({ pattern = '', tz }: RepeatOptions, processZone: string, after: number): number {
  const next = cronSchedule(pattern, { timeZone: tz ?? processZone }).next(after);
  if (next === null) throw new Error(`"${pattern}" never happens`);
  return next;
}

function defined(repeat: { every: number | undefined; pattern: string | undefined; tz: string | undefined }) {
  return Object.fromEntries(Object.entries(repeat).filter(([, value]) => value !== undefined)) as RepeatOptions;
}
