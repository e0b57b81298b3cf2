import type { Kysely } from 'kysely';
import type { Clock } from '../scheduler/clock/clock.ts';
import type { Tables } from './database.ts';

export type Outcome = Tables['job_run']['outcome'];

/** The record of what ran. The row is there before the work begins, so that even a crash leaves a trace. */
export class RunRecord {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  // #region abandoned
  /** What was running when the process died cannot have finished. */
  async markAbandoned(): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('job_run')
      .set({ outcome: 'abandoned', detail: 'the process ended while it ran' })
      .where('outcome', '=', 'running')
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }
  // #endregion abandoned

  async lastSlot(job: string): Promise<number | null> {
    const query = this.#db.selectFrom('job_run').select(({ fn }) => fn.max('slot').as('slot'));
    return (await query.where('job', '=', job).executeTakeFirst())?.slot ?? null;
  }

  // #region begin
  /** Null when this slot has been recorded before: somebody ran it, or decided not to. */
  async begin(job: string, slot: number): Promise<OpenRun | null> {
    const started = this.#clock.monotonic();
    const row = { job, slot, started_at: this.#clock.now(), duration_ms: null, attempts: 0, detail: null };
    const inserted = await this.#insert({ ...row, outcome: 'running' });
    if (inserted === undefined) return null;
    const update = (values: Partial<{ attempts: number; outcome: Outcome; detail: string; duration_ms: number }>) =>
      this.#db.updateTable('job_run').set(values).where('id', '=', inserted.id).execute();
    return {
      attempt: async (attempts) => void (await update({ attempts })),
      // A duration from the wall clock would be negative on the night somebody sets it back.
      finish: async (outcome, detail) =>
        void (await update({ outcome, detail, duration_ms: Math.round(this.#clock.monotonic() - started) })),
    };
  }
  // #endregion begin

  /** A slot that did not run is recorded too: nothing is dropped without a word. */
  async note(job: string, slot: number, outcome: 'missed' | 'skipped', detail: string): Promise<void> {
    await this.#insert({ job, slot, started_at: this.#clock.now(), duration_ms: 0, attempts: 0, outcome, detail });
  }

  #insert(row: Omit<Tables['job_run'], 'id'>) {
    return this.#db
      .insertInto('job_run')
      .values(row)
      .onConflict((conflict) => conflict.columns(['job', 'slot']).doNothing())
      .returning('id')
      .executeTakeFirst();
  }
}

export interface OpenRun {
  attempt(attempts: number): Promise<void>;
  finish(outcome: 'success' | 'failed', detail: string): Promise<void>;
}
