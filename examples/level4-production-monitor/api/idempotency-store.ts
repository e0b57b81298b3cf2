import type { Kysely, Migration } from 'kysely';

export interface IdempotencyTables {
  monitor_idempotency: { key: string; fingerprint: string; status: number; body: string; at: number };
}

export const idempotencyMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('monitor_idempotency')
      .addColumn('key', 'varchar(300)', (column) => column.primaryKey())
      .addColumn('fingerprint', 'varchar(64)', (column) => column.notNull())
      .addColumn('status', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
  },
  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('monitor_idempotency').execute();
  },
};

export interface Answer {
  readonly fingerprint: string;
  /** 0 while the first request is still being answered. */
  readonly status: number;
  readonly body: string;
  /** When the first request came. */
  readonly at: number;
}

type Db = Kysely<IdempotencyTables>;

/** Undefined when the key is ours to use; otherwise what was answered, or is being answered, under it. */
export async function takeKey(db: Db, key: string, fingerprint: string, now: number): Promise<Answer | undefined> {
  const taken = await db
    .insertInto('monitor_idempotency')
    .values({ key, fingerprint, status: 0, body: '', at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return undefined;
  return db
    .selectFrom('monitor_idempotency')
    .select(['fingerprint', 'status', 'body', 'at'])
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function keepAnswer(db: Db, key: string, status: number, body: string): Promise<void> {
  await db.updateTable('monitor_idempotency').set({ status, body }).where('key', '=', key).execute();
}

/** A request that failed on our side may be tried again under its key. */
export async function freeKey(db: Db, key: string): Promise<void> {
  await db.deleteFrom('monitor_idempotency').where('key', '=', key).execute();
}

export async function forgetKeysBefore(db: Db, instant: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('monitor_idempotency').where('at', '<', instant).executeTakeFirst();
  return Number(numDeletedRows);
}
