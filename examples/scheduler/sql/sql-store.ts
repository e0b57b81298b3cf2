import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import type { RunRecord, RunState } from '../engine/run.ts';
import { endOpenRun } from '../store/end-open-run.ts';
import type { Batch, HistoryQuery, LoadedJob, Retention, RunCounts, Store, StoredJob } from '../store/store.ts';
import { fromRow, toRow } from './run-row.ts';
import type { SchedulerSchema } from './schema.ts';

const OPEN: readonly RunState[] = ['queued', 'running', 'retrying'];
/** Below the number of parameters either database takes in one statement. */
const ROWS_A_STATEMENT = 500;

/** Jobs and history in SQLite or PostgreSQL. The tables are made by `schedulerTables`. */
export class SqlStore implements Store {
  readonly #db: Kysely<SchedulerSchema>;

  constructor(db: Kysely<SchedulerSchema>) {
    this.#db = db;
  }

  async load(): Promise<LoadedJob[]> {
    const rows = await this.#db
      .selectFrom('scheduler_job as job')
      .selectAll('job')
      .select((from) => lastSlotOf(from, 'job.name').as('last_slot'))
      .execute();
    return rows.map(({ definition, paused, since, last_slot }) => ({
      definition: JSON.parse(definition),
      paused: paused === 1,
      since,
      lastSlot: last_slot,
    }));
  }

  async saveJob({ definition, paused, since }: StoredJob): Promise<void> {
    const values = { definition: JSON.stringify(definition), paused: paused ? 1 : 0, since };
    await this.#db
      .insertInto('scheduler_job')
      .values({ name: definition.name, ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
      .execute();
  }

  async removeJob(name: string): Promise<void> {
    await this.#db.deleteFrom('scheduler_job').where('name', '=', name).execute();
  }

  write({ begun, changed }: Batch): Promise<readonly string[]> {
    return this.#db.transaction().execute(async (transaction) => {
      const refused: string[] = [];
      for (const rows of chunks(begun)) refused.push(...(await insertNew(transaction, rows)));
      for (const rows of chunks(changed)) await replaceOwn(transaction, rows);
      return refused;
    });
  }

  recover(node: string, instance: string, now: number): Promise<RunRecord[]> {
    return this.#db.transaction().execute(async (transaction) => {
      const rows = await transaction
        .selectFrom('scheduler_run')
        .selectAll()
        .where('node', '=', node)
        .where('instance', '!=', instance)
        .where('state', 'in', OPEN)
        .execute();
      const ended = rows.map((row) => endOpenRun(fromRow(row), now));
      for (const some of chunks(ended)) await replaceOwn(transaction, some);
      return ended;
    });
  }

  async run(id: string): Promise<RunRecord | undefined> {
    const row = await this.#db.selectFrom('scheduler_run').selectAll().where('id', '=', id).executeTakeFirst();
    return row && fromRow(row);
  }

  async history(query: HistoryQuery): Promise<RunRecord[]> {
    const { after, limit = 100 } = query;
    let select = matching(this.#db.selectFrom('scheduler_run').selectAll(), query);
    if (after) {
      select = select.where((row) =>
        row.or([row('slot', '<', after.slot), row.and([row('slot', '=', after.slot), row('id', '<', after.id)])]),
      );
    }
    const rows = await select.orderBy('slot', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map(fromRow);
  }

  async counts(query: HistoryQuery): Promise<RunCounts> {
    const rows = await matching(this.#db.selectFrom('scheduler_run'), query)
      .select(['state', (from) => from.fn.countAll<number>().as('runs')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, runs }) => [state, Number(runs)]));
  }

  prune(retention: Retention): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      let removed = 0;
      if (retention.before !== undefined) removed += await removeBefore(transaction, retention.before);
      if (retention.keepPerJob !== undefined) removed += await removeBeyond(transaction, retention.keepPerJob);
      return removed;
    });
  }
}

type Db = Transaction<SchedulerSchema>;

/** Gives back the ids of slots that history holds from elsewhere. */
async function insertNew(db: Db, runs: readonly RunRecord[]): Promise<string[]> {
  const rows = runs.map(toRow);
  const { numInsertedOrUpdatedRows: inserted } = await db
    .insertInto('scheduler_run')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(inserted) === rows.length) return [];
  const held = await db
    .selectFrom('scheduler_run')
    .select(['id', 'instance'])
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  const own = new Map(rows.map(({ id, instance }) => [id, instance]));
  return held.filter(({ id, instance }) => own.get(id) !== instance).map(({ id }) => id);
}

/** As they stand now. A row that another life of the engine has taken over stays as it is. */
async function replaceOwn(db: Db, runs: readonly RunRecord[]): Promise<void> {
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

function matching<Output>(
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

function lastSlotOf(
  from: ExpressionBuilder<SchedulerSchema & { job: SchedulerSchema['scheduler_job'] }, 'job'>,
  name: 'job.name',
) {
  return from
    .selectFrom('scheduler_run as last')
    .select((row) => row.fn.max('last.slot').as('slot'))
    .whereRef('last.job', '=', name)
    .where('last.cause', '=', 'schedule');
}

async function removeBefore(db: Db, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('scheduler_run')
    .where('slot', '<', before)
    .where(removable)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function removeBeyond(db: Db, keepPerJob: number): Promise<number> {
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

function* chunks(runs: readonly RunRecord[]): Iterable<readonly RunRecord[]> {
  for (let start = 0; start < runs.length; start += ROWS_A_STATEMENT) yield runs.slice(start, start + ROWS_A_STATEMENT);
}
