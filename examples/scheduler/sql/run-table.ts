import { type ExpressionBuilder, type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import type { RunRecord, RunState } from '../engine/run.ts';
import type { HistoryQuery } from '../store/store.ts';
import { toRow } from './run-row.ts';
import type { RunRow, SchedulerSchema } from './schema.ts';

export const OPEN: readonly RunState[] = ['queued', 'running', 'retrying'];
/** Below the number of parameters either database takes in one statement. */
const ROWS_A_STATEMENT = 500;

/** Inside a transaction: what these do belongs together. */
type Db = Transaction<SchedulerSchema>;

/** Gives back the ids that history already held. */
export async function insertNew(db: Db, runs: readonly RunRecord[], again: boolean): Promise<string[]> {
  const rows = runs.map(toRow);
  const inserted = await db
    .insertInto('scheduler_run')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  if (inserted.length === rows.length) return [];
  const fresh = new Set(inserted.map(({ id }) => id));
  const held = rows.filter(({ id }) => !fresh.has(id));
  const own = again ? await ownOf(db, held) : new Set<string>();
  return held.map(({ id }) => id).filter((id) => !own.has(id));
}

/** Those that this life of the engine wrote itself. */
async function ownOf(db: Db, rows: readonly RunRow[]): Promise<Set<string>> {
  const found = await db
    .selectFrom('scheduler_run')
    .select('id')
    .where('instance', '=', rows[0]!.instance)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return new Set(found.map(({ id }) => id));
}

/** As they stand now. A row that another life of the engine has taken over stays as it is. */
export async function replaceOwn(db: Db, runs: readonly RunRecord[]): Promise<void> {
  const latest = new Map(runs.map((run) => [run.id, toRow(run)]));
  await db
    .insertInto('scheduler_run')
    .values([...latest.values()])
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({
          state: row.ref('excluded.state'),
          attempt: row.ref('excluded.attempt'),
          attempts: row.ref('excluded.attempts'),
          started_at: row.ref('excluded.started_at'),
          finished_at: row.ref('excluded.finished_at'),
          duration_ms: row.ref('excluded.duration_ms'),
          error: row.ref('excluded.error'),
          result: row.ref('excluded.result'),
          note: row.ref('excluded.note'),
          output: row.ref('excluded.output'),
        }))
        .whereRef('scheduler_run.instance', '=', 'excluded.instance'),
    )
    .execute();
}

export function matching<Output>(
  select: SelectQueryBuilder<SchedulerSchema, 'scheduler_run', Output>,
  { job, states, from, to }: HistoryQuery,
): SelectQueryBuilder<SchedulerSchema, 'scheduler_run', Output> {
  let narrowed = select;
  if (job !== undefined) narrowed = narrowed.where('job', '=', job);
  if (states) narrowed = narrowed.where('state', 'in', states);
  if (from !== undefined) narrowed = narrowed.where('slot', '>=', from);
  if (to !== undefined) narrowed = narrowed.where('slot', '<', to);
  return narrowed;
}

export function lastSlotOf(
  from: ExpressionBuilder<SchedulerSchema & { job: SchedulerSchema['scheduler_job'] }, 'job'>,
  name: 'job.name',
) {
  return from
    .selectFrom('scheduler_run as last')
    .select((row) => row.fn.max('last.slot').as('slot'))
    .whereRef('last.job', '=', name)
    .where('last.cause', '=', 'schedule');
}

export async function removeBefore(db: Db, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('scheduler_run')
    .where('slot', '<', before)
    .where(removable)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function removeBeyond(db: Db, keepPerJob: number): Promise<number> {
  const ranked = db
    .selectFrom('scheduler_run')
    .select(['id', sql<number>`row_number() over (partition by job order by slot desc, id desc)`.as('rank')]);
  const { numDeletedRows } = await db
    .deleteFrom('scheduler_run')
    .where('id', 'in', db.selectFrom(ranked.as('ranked')).select('id').where('rank', '>', keepPerJob))
    .where(removable)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Ended, and not the slot that marks how far its job has come. */
function removable(row: ExpressionBuilder<SchedulerSchema, 'scheduler_run'>) {
  const marker = row
    .selectFrom('scheduler_run as last')
    .select((last) => last.fn.max('last.slot').as('slot'))
    .whereRef('last.job', '=', 'scheduler_run.job')
    .where('last.cause', '=', 'schedule');
  return row.and([row('state', 'not in', OPEN), row.or([row('cause', '=', 'manual'), row('slot', '<', marker)])]);
}

export function* chunks(runs: readonly RunRecord[]): Iterable<readonly RunRecord[]> {
  for (let start = 0; start < runs.length; start += ROWS_A_STATEMENT) yield runs.slice(start, start + ROWS_A_STATEMENT);
}
