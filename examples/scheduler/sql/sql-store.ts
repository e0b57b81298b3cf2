import type { Kysely } from 'kysely';
import type { RunRecord } from '../engine/run.ts';
import { endOpenRun } from '../store/end-open-run.ts';
import type { Batch, HistoryQuery, LoadedJob, Retention, RunCounts, Store, StoredJob } from '../store/store.ts';
import { fromRow } from './run-row.ts';
import { chunks, insertNew, lastSlotOf, matching, OPEN, removeBefore, removeBeyond, replaceOwn } from './run-table.ts';
import type { SchedulerSchema } from './schema.ts';

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

  write({ begun, changed, again = false }: Batch): Promise<readonly string[]> {
    return this.#db.transaction().execute(async (transaction) => {
      const refused: string[] = [];
      for (const rows of chunks(begun)) refused.push(...(await insertNew(transaction, rows, again)));
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
      // Compared as one value, the pair is a place in the index; written out with OR it would be a scan.
      select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('slot', 'id'), '<', tuple(after.slot, after.id)));
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
