import { NOWHERE, type Waiting } from '../heap.ts';
import { startDelayMs } from '../policy/jitter.ts';
import type { JobOptions } from '../policy/options.ts';
import type { Trigger } from '../trigger/index.ts';
import type { ResolvedJob } from './definition.ts';
import type { JobStatus } from './engine.ts';
import type { LiveRun } from './live-run.ts';

const NOBODY: readonly LiveRun[] = [];

/** A job inside the engine. A million of these may wait: fields only, nothing per job that could be shared. */
export class Job implements Waiting {
  position = NOWHERE;
  readonly name: string;
  trigger: Trigger;
  handler: string;
  payload: unknown;
  options: JobOptions;
  paused: boolean;
  /** Slots up to here are not its business. */
  since: number;
  /** Slots up to here are decided. */
  cursor: number;
  /** The slot for which it waits in the timeline. */
  upcoming: number | null = null;
  running = 0;
  queue = NOBODY;
  lastManual = 0;

  constructor(resolved: ResolvedJob, { paused, since, cursor }: { paused: boolean; since: number; cursor: number }) {
    this.name = resolved.name;
    this.trigger = resolved.trigger;
    this.handler = resolved.handler;
    this.payload = resolved.payload;
    this.options = resolved.options;
    this.paused = paused;
    this.since = since;
    this.cursor = cursor;
  }

  get startDelayMs(): number {
    return startDelayMs(this.name, this.options.jitterMs);
  }

  /** The first undecided slot; in the past when there is a backlog to settle. */
  get nextSlot(): number | null {
    return this.trigger.next(this.cursor);
  }

  change({ handler, payload, options, trigger }: Partial<Omit<ResolvedJob, 'name'>>): void {
    if (handler !== undefined) this.handler = handler;
    if (payload !== undefined) this.payload = payload;
    if (options) this.options = options;
    if (trigger) this.trigger = trigger;
  }

  enqueue(run: LiveRun): void {
    this.queue = [...this.queue, run];
  }

  dequeue(): LiveRun | undefined {
    const [first, ...rest] = this.queue;
    this.queue = rest.length > 0 ? rest : NOBODY;
    return first;
  }

  withdraw(run: LiveRun): void {
    this.queue = this.queue.filter((queued) => queued !== run);
  }

  status(): JobStatus {
    const next = this.paused ? null : this.nextSlot;
    return {
      name: this.name,
      trigger: this.trigger,
      handler: this.handler,
      payload: this.payload,
      options: this.options,
      paused: this.paused,
      nextAt: next === null ? null : next + this.startDelayMs,
      running: this.running,
      queued: this.queue.length > 0,
    };
  }
}
