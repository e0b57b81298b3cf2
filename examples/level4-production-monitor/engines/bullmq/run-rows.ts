import { isFinal, type RunRecord, type RunState, runId } from '../../../scheduler/engine/run.ts';
import type { Cause } from '../../../scheduler/index.ts';
import { fromRow, toRow } from '../../../scheduler/sql/run-row.ts';
import type { RunRow } from '../../../scheduler/sql/schema.ts';
import type { Db } from './stored-job.ts';
import type { OutboxRow } from './tables.ts';

export const OPEN: readonly RunState[] = ['queued', 'running', 'retrying'];

/** Whose hand a row is in: a node, and this life of it. */
export interface Hand {
  readonly node: string;
  readonly instance: string;
}

export interface NewRun {
  readonly job: string;
  readonly slot: number;
  readonly cause: Cause;
  readonly state: RunState;
  readonly note: string | null;
  readonly now: number;
}

export function newRun({ job, slot, cause, state, note, now }: NewRun, { node, instance }: Hand): RunRecord {
  return {
    id: runId(job, slot, cause),
    job,
    slot,
    cause,
    state,
    attempt: 0,
    attempts: [],
    startedAt: null,
    finishedAt: isFinal(state) ? now : null,
    durationMs: null,
    error: null,
    result: null,
    note,
    output: [],
    node,
    instance,
  };
}

/** False when history holds the slot already. */
export async function insertRun(db: Db, run: RunRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('scheduler_run')
    .values(toRow(run))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

/** Ends an open run from outside. From then on it is in this hand: what its own node still writes is ignored. */
export async function endRun(
  db: Db,
  id: string,
  end: { readonly state: RunState; readonly note: string; readonly now: number },
  hand: Hand,
): Promise<RunRecord | undefined> {
  const row = await db
    .updateTable('scheduler_run')
    .set({ state: end.state, note: end.note, finished_at: end.now, ...hand })
    .where('id', '=', id)
    .where('state', 'in', OPEN)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row as RunRow);
}

/** How many of a job's runs are going or on their way to a worker, and how many wait for those. */
export async function occupancy(db: Db, job: string): Promise<{ running: number; waiting: number }> {
  const open = await db
    .selectFrom('scheduler_run')
    .select((row) => row.fn.countAll<number>().as('runs'))
    .where('job', '=', job)
    .where('state', 'in', OPEN)
    .executeTakeFirstOrThrow();
  const line = await db
    .selectFrom('scheduler_outbox')
    .select((row) => row.fn.countAll<number>().as('runs'))
    .where('job', '=', job)
    .where('place', '=', 'in-line')
    .executeTakeFirstOrThrow();
  return { running: Number(open.runs) - Number(line.runs), waiting: Number(line.runs) };
}

export async function putInOutbox(
  db: Db,
  run: RunRecord,
  place: OutboxRow['place'],
  payload: unknown = undefined,
): Promise<void> {
  const { id, job, slot } = run;
  const text = payload === undefined ? null : JSON.stringify(payload);
  await db.insertInto('scheduler_outbox').values({ id, job, slot, place, waited: 0, payload: text }).execute();
}

/** False when it was not there: somebody has taken it, or withdrawn it. */
export async function removeFromOutbox(db: Db, id: string): Promise<OutboxRow | undefined> {
  return db.deleteFrom('scheduler_outbox').where('id', '=', id).returningAll().executeTakeFirst();
}
