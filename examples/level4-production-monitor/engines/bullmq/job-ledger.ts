import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { type JobDefinition, refusePast, resolveJob } from '../../../scheduler/engine/definition.ts';
import type { JobStatus } from '../../../scheduler/engine/engine.ts';
import type { Job } from '../../../scheduler/engine/job.ts';
import { JobBook } from '../../../scheduler/engine/job-book.ts';
import { refuse } from '../../../scheduler/error.ts';
import type { Clock } from '../../../scheduler/index.ts';
import { SqlStore } from '../../../scheduler/sql/sql-store.ts';
import { OPEN } from './run-rows.ts';
import { lockJob, readJob, toJob } from './stored-job.ts';
import type { ClusterSchema } from './tables.ts';

/** The jobs, which no node keeps: each reads them where they are, and changes them one node at a time. */
export class JobLedger {
  readonly #db: Kysely<ClusterSchema>;
  readonly #clock: Clock;

  constructor(db: Kysely<ClusterSchema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async add(definition: JobDefinition): Promise<void> {
    const { name, trigger, handler, payload, options } = resolveJob(definition);
    refusePast(trigger, this.#clock);
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('scheduler_job')
      .values({
        name,
        definition: JSON.stringify({ name, trigger, handler, payload, options }),
        paused: definition.paused ? 1 : 0,
        since: this.#clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(numInsertedOrUpdatedRows) === 0) refuse('duplicate-job', 'name', name, 'a name no other job has');
  }

  /** Reading, changing and writing a job is one step: two monitors that change it at once lose neither change. */
  change<Result>(name: string, work: (job: Job, book: JobBook) => Promise<Result>): Promise<Result> {
    return this.#db.transaction().execute(async (transaction) => {
      const job = await lockJob(transaction, name, this.#clock.now());
      return work(job, new JobBook(this.#clock, new SqlStore(transaction as never)));
    });
  }

  async all(): Promise<Job[]> {
    const now = this.#clock.now();
    return (await new SqlStore(this.#db as never).load()).map((row) => toJob(row, now));
  }

  get(name: string): Promise<Job | undefined> {
    return readJob(this.#db, name, this.#clock.now());
  }

  /** Every job with what it is doing, wherever it does it. */
  async statuses(jobs: readonly Job[]): Promise<JobStatus[]> {
    const open = await countByJob(this.#db.selectFrom('scheduler_run').where('state', 'in', OPEN));
    const inLine = await countByJob(this.#db.selectFrom('scheduler_outbox').where('place', '=', 'in-line'));
    return jobs.map((job) => {
      const waiting = inLine.get(job.name) ?? 0;
      return { ...job.status(), running: (open.get(job.name) ?? 0) - waiting, queued: waiting > 0 };
    });
  }
}

type Counted = 'scheduler_run' | 'scheduler_outbox';

async function countByJob<Table extends Counted>(
  from: SelectQueryBuilder<ClusterSchema, Table, object>,
): Promise<Map<string, number>> {
  const rows = await from
    .clearSelect()
    .select((row) => [sql.ref<string>('job').as('job'), row.fn.countAll<number>().as('runs')])
    .groupBy(sql.ref('job'))
    .execute();
  return new Map(rows.map(({ job, runs }) => [job, Number(runs)]));
}
