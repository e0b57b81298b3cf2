import type { Job } from '../../../scheduler/engine/job.ts';
import { type Cause, type RunRecord, settleBacklog } from '../../../scheduler/index.ts';
import { admit } from '../../../scheduler/policy/overlap.ts';
import type { Consequences } from './consequences.ts';
import { type Hand, insertRun, newRun, OPEN, occupancy, putInOutbox } from './run-rows.ts';
import type { Db } from './stored-job.ts';

export interface AdmitOptions {
  readonly ignoreOverlap?: boolean;
  /** It is not the first of its backlog. */
  readonly catchingUp?: boolean;
  readonly payload?: unknown;
}

/**
 * Decides about slots of one job whose row is locked, so that of all nodes one decides at a time and counts what is
 * going everywhere. Each decision leaves a row in history; the one row a slot can have is what makes it run once.
 */
export class Admission {
  readonly #db: Db;
  readonly #hand: Hand;
  readonly #now: number;
  readonly #then: Consequences;

  constructor(db: Db, hand: Hand, now: number, then: Consequences) {
    this.#db = db;
    this.#hand = hand;
    this.#now = now;
    this.#then = then;
  }

  /** Everything that has come due: at most `most` of it runs. */
  async settle(job: Job, most = job.options.maxCatchUp): Promise<void> {
    const now = this.#now - job.startDelayMs;
    const { run, missed, unlistedUntil } = settleBacklog(job.trigger, job.cursor, now, {
      ...job.options,
      maxCatchUp: most,
    });
    const first = job.trigger.next(job.cursor);
    if (unlistedUntil !== null && first !== null) {
      const note = `with every slot since ${new Date(first).toISOString()}: too many to list`;
      await this.#record(job, unlistedUntil, 'schedule', 'missed', note);
    }
    for (const slot of missed) {
      await this.#record(job, slot, 'schedule', 'missed', `found ${now - slot} ms after its time`);
    }
    for (const [index, slot] of run.entries()) await this.admit(job, slot, 'schedule', { catchingUp: index > 0 });
    job.cursor = Math.max(job.cursor, now);
  }

  /** Undefined when history holds the slot already. */
  async admit(job: Job, slot: number, cause: Cause, how: AdmitOptions = {}): Promise<RunRecord | undefined> {
    const { running, waiting } = await occupancy(this.#db, job.name);
    const admission = how.ignoreOverlap ? 'start' : admit(job.options, running, waiting > 0);
    const replaces = admission === 'replace' && !how.catchingUp;
    const starts = admission === 'start' || replaces;
    // Slots of one backlog wait for each other: the overlap policy is about slots that come due while others run.
    if (!starts && admission !== 'queue' && !how.catchingUp) {
      return this.#record(job, slot, cause, 'skipped', 'an earlier run was still going');
    }
    const going = replaces ? await this.#going(job) : [];
    const run = await this.#record(job, slot, cause, 'queued', null);
    if (!run) return undefined;
    await putInOutbox(this.#db, run, starts ? 'offered' : 'in-line', how.payload);
    if (starts) this.#then.offered.push(run.id);
    else this.#then.told.push(run);
    const note = `the run of ${new Date(slot).toISOString()} took its place`;
    this.#then.replaced.push(...going.map((id) => ({ id, note })));
    return run;
  }

  async #record(
    job: Job,
    slot: number,
    cause: Cause,
    state: 'queued' | 'missed' | 'skipped',
    note: string | null,
  ): Promise<RunRecord | undefined> {
    const run = newRun({ job: job.name, slot, cause, state, note, now: this.#now }, this.#hand);
    if (!(await insertRun(this.#db, run))) return undefined;
    if (state !== 'queued') this.#then.told.push(run);
    return run;
  }

  async #going(job: Job): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('scheduler_run')
      .select('id')
      .where('job', '=', job.name)
      .where('state', 'in', OPEN)
      .execute();
    return rows.map(({ id }) => id);
  }
}
