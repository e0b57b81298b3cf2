import type { Kysely } from 'kysely';
import type { RunNowOptions } from '../../../scheduler/engine/engine.ts';
import type { Job } from '../../../scheduler/engine/job.ts';
import { JobBook } from '../../../scheduler/engine/job-book.ts';
import type { Clock, RunRecord } from '../../../scheduler/index.ts';
import { fromRow } from '../../../scheduler/sql/run-row.ts';
import type { RunRow } from '../../../scheduler/sql/schema.ts';
import { SqlStore } from '../../../scheduler/sql/sql-store.ts';
import { Admission } from './admission.ts';
import { type Consequences, noConsequences } from './consequences.ts';
import { endRun, type Hand, occupancy, removeFromOutbox } from './run-rows.ts';
import { type Db, lockJob, readJob } from './stored-job.ts';
import type { ClusterSchema, OutboxRow } from './tables.ts';

/** A run as a worker takes it over. */
export interface TakenRun {
  readonly run: RunRecord;
  readonly job: Job;
  readonly waited: boolean;
  /** Undefined: the job's own. */
  readonly payload: unknown;
}

/** The steps of a run's life on which the nodes must agree, each a transaction. */
export class RunLedger {
  readonly #db: Kysely<ClusterSchema>;
  readonly #clock: Clock;
  readonly #hand: Hand;

  constructor(db: Kysely<ClusterSchema>, clock: Clock, hand: Hand) {
    this.#db = db;
    this.#clock = clock;
    this.#hand = hand;
  }

  /** Decides what has come due of a job. Whoever asks second finds it decided. */
  settle(name: string): Promise<Consequences & { job: Job }> {
    return this.#decide(name, async (job, admission) => {
      if (!job.paused) await admission.settle(job);
      return {};
    });
  }

  resume(name: string): Promise<Consequences & { job: Job; resumed: boolean }> {
    return this.#decide(name, async (job, admission, db) => {
      if (!job.paused) return { resumed: false };
      await new JobBook(this.#clock, new SqlStore(db as never)).setPaused(job, false);
      await admission.settle(job, 1);
      return { resumed: true };
    });
  }

  /** The run, or undefined when history already holds the slot that was asked for. */
  runNow(
    name: string,
    { respectOverlap = true, payload, slot: asked }: RunNowOptions,
  ): Promise<Consequences & { slot: number; run: RunRecord | undefined }> {
    const how = { ignoreOverlap: !respectOverlap, payload };
    return this.#decide(name, async (job, admission) => {
      let slot = asked ?? this.#clock.now();
      let run = await admission.admit(job, slot, 'manual', how);
      while (!run && asked === undefined) run = await admission.admit(job, ++slot, 'manual', how);
      return { slot, run };
    });
  }

  /** True for one worker, however many are told of the run. */
  take(id: string): Promise<TakenRun | undefined> {
    return this.#db.transaction().execute(async (db) => {
      const offer = await removeFromOutbox(db, id);
      if (!offer) return undefined;
      const row = await db
        .updateTable('scheduler_run')
        .set({ state: 'running', attempt: 1, started_at: this.#clock.now(), ...this.#hand })
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .returningAll()
        .executeTakeFirst();
      const job = await readJob(db, offer.job, this.#clock.now());
      if (!row || !job) return undefined;
      const payload = offer.payload === null ? undefined : JSON.parse(offer.payload);
      return { run: fromRow(row as RunRow), job, waited: offer.waited === 1, payload };
    });
  }

  /** Offers the first in line once nothing of its job is going. */
  async advance(name: string): Promise<string[]> {
    if ((await this.outbox({ place: 'in-line', job: name })).length === 0) return [];
    const { offered } = await this.#decide(name, async (_job, _admission, db, then) => {
      if ((await occupancy(db, name)).running > 0) return {};
      const [first] = await inOutbox(db, { place: 'in-line', job: name });
      if (!first) return {};
      await db
        .updateTable('scheduler_outbox')
        .set({ place: 'offered', waited: 1 })
        .where('id', '=', first.id)
        .execute();
      then.offered.push(first.id);
      return {};
    });
    return offered;
  }

  /** Takes back what no worker has taken yet. */
  withdraw(which: Partial<Pick<OutboxRow, 'id' | 'job' | 'place'>>, note: string): Promise<RunRecord[]> {
    return this.#db.transaction().execute(async (db) => {
      const ended: RunRecord[] = [];
      for (const { id } of await inOutbox(db, which)) {
        if (!(await removeFromOutbox(db, id))) continue;
        const run = await endRun(db, id, { state: 'cancelled', note, now: this.#clock.now() }, this.#hand);
        if (run) ended.push(run);
      }
      return ended;
    });
  }

  /** Ends a run in its node's stead. */
  end(id: string, state: 'cancelled' | 'abandoned', note: string): Promise<RunRecord | undefined> {
    return this.#db.transaction().execute((db) => endRun(db, id, { state, note, now: this.#clock.now() }, this.#hand));
  }

  /** Runs that some node has taken and not ended. */
  going(): Promise<{ id: string; job: string; instance: string; node: string }[]> {
    return this.#going().execute();
  }

  /** What history has in this node's hand. */
  async own(): Promise<ReadonlySet<string>> {
    return new Set((await this.#going().where('instance', '=', this.#hand.instance).execute()).map(({ id }) => id));
  }

  outbox(which: Partial<Pick<OutboxRow, 'id' | 'job' | 'place'>> = {}): Promise<OutboxRow[]> {
    return inOutbox(this.#db, which);
  }

  #going() {
    return this.#db
      .selectFrom('scheduler_run')
      .select(['id', 'job', 'instance', 'node'])
      .where('state', 'in', ['running', 'retrying']);
  }

  #decide<Result extends object>(
    name: string,
    decide: (job: Job, admission: Admission, db: Db, then: Consequences) => Promise<Result>,
  ): Promise<Consequences & { job: Job } & Result> {
    return this.#db.transaction().execute(async (db) => {
      const job = await lockJob(db, name, this.#clock.now());
      const then = noConsequences();
      const result = await decide(job, new Admission(db, this.#hand, this.#clock.now(), then), db, then);
      return { ...then, job, ...result };
    });
  }
}

function inOutbox(
  db: Kysely<ClusterSchema>,
  which: Partial<Pick<OutboxRow, 'id' | 'job' | 'place'>>,
): Promise<OutboxRow[]> {
  let select = db.selectFrom('scheduler_outbox').selectAll();
  if (which.id !== undefined) select = select.where('id', '=', which.id);
  if (which.job !== undefined) select = select.where('job', '=', which.job);
  if (which.place !== undefined) select = select.where('place', '=', which.place);
  return select.orderBy('slot').execute();
}
