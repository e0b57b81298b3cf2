import { type Backlog, settleBacklog } from '../policy/misfire.ts';
import { admit } from '../policy/overlap.ts';
import type { Job } from './job.ts';
import type { Journal } from './journal.ts';
import { LiveRun, type RunHost } from './live-run.ts';
import type { Cause, RunState } from './run.ts';
import type { Runner } from './runner.ts';
import type { Timeline } from './timeline.ts';

/** Turns slots into runs: what is due, what of it runs, and what it meets when it does. */
export class Dispatcher {
  readonly #host: RunHost;
  readonly #journal: Journal;
  readonly #timeline: Timeline;
  readonly #runner: Runner;

  constructor(host: RunHost, journal: Journal, timeline: Timeline, runner: Runner) {
    this.#host = host;
    this.#journal = journal;
    this.#timeline = timeline;
    this.#runner = runner;
  }

  /** Lets the job wait for its first undecided slot. One that is already past is due at once. */
  place(job: Job): void {
    this.#await(job, job.paused ? null : job.nextSlot, job.startDelayMs);
  }

  due(job: Job, now: number): void {
    const slot = job.upcoming;
    if (slot === null) return;
    const delay = job.startDelayMs;
    const next = job.trigger.next(slot);
    const alone = next === null || next + delay > now;
    if (!alone || now - slot - delay > job.options.graceMs) {
      this.settle(job, now);
      return;
    }
    job.cursor = slot;
    this.#await(job, next, delay);
    this.begin(job, slot, 'schedule');
  }

  /** One decision about everything that has become due: at most `most` of it runs. */
  settle(job: Job, now: number, most = job.options.maxCatchUp): void {
    const delay = job.startDelayMs;
    const backlog = settleBacklog(job.trigger, job.cursor, now - delay, { ...job.options, maxCatchUp: most });
    this.#recordMissed(job, backlog, now);
    backlog.run.forEach((slot, index) => {
      this.begin(job, slot, 'schedule', { catchingUp: index > 0 });
    });
    job.cursor = Math.max(job.cursor, now - delay);
    this.#await(job, backlog.next, delay);
  }

  begin(job: Job, slot: number, cause: Cause, how: BeginOptions = {}): LiveRun {
    const run = new LiveRun(this.#host, job, slot, cause, 'running', how.payload);
    const admission = how.ignoreOverlap ? 'start' : admit(job.options, job.running, job.queue.length > 0);
    if (admission === 'replace' && !how.catchingUp) this.#cancelRunning(job, run);
    if (admission === 'start' || (admission === 'replace' && !how.catchingUp)) this.#runner.occupy(run);
    // Slots of one backlog wait for each other: the overlap policy is about slots that come due while others run.
    else if (admission === 'queue' || how.catchingUp) this.#enqueue(job, run);
    else close(run, 'skipped', 'an earlier run was still going', this.#host.now());
    this.#journal.begin(run);
    return run;
  }

  #await(job: Job, slot: number | null, delay: number): void {
    job.upcoming = slot;
    this.#timeline.place(job, slot === null ? null : slot + delay);
  }

  #enqueue(job: Job, run: LiveRun): void {
    run.state = 'queued';
    job.enqueue(run);
  }

  #cancelRunning(job: Job, by: LiveRun): void {
    for (const run of this.#runner.live) {
      if (run.owner === job)
        this.#runner.end(run, 'cancelled', `the run of ${new Date(by.slot).toISOString()} took its place`);
    }
  }

  #recordMissed(job: Job, { missed, unlistedUntil }: Backlog, now: number): void {
    const first = job.trigger.next(job.cursor);
    if (unlistedUntil !== null && first !== null) {
      this.#missed(job, unlistedUntil, `with every slot since ${new Date(first).toISOString()}: too many to list`, now);
    }
    for (const slot of missed) this.#missed(job, slot, `found ${now - slot} ms after its time`, now);
  }

  #missed(job: Job, slot: number, note: string, now: number): void {
    const run = new LiveRun(this.#host, job, slot, 'schedule', 'missed');
    close(run, 'missed', note, now);
    this.#journal.begin(run);
  }
}

export interface BeginOptions {
  readonly ignoreOverlap?: boolean;
  /** It is not the first of its backlog. */
  readonly catchingUp?: boolean;
  readonly payload?: unknown;
}

/** Ends a run that never starts. */
export function close(run: LiveRun, state: RunState, note: string, now: number): void {
  run.state = state;
  run.note = note;
  run.finishedAt = now;
}
