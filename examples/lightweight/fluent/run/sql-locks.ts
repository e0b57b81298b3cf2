import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../../scheduler/clock/clock.ts';
import type { Locks } from './locks.ts';

export interface LockTables {
  schedule_lock: { name: string; owner: string; until: number };
}

/**
 * Locks between the processes that share a database: crontab starts `schedule:run` anew every minute, so a flag in
 * memory would lock nothing. One statement takes the lock if it is free or has run out; two that try at once are put in
 * order by the database.
 */
export async function sqlLocks(db: Kysely<LockTables>, clock: Clock): Promise<Locks> {
  await db.schema
    .createTable('schedule_lock')
    .ifNotExists()
    .addColumn('name', 'varchar(300)', (column) => column.primaryKey())
    .addColumn('owner', 'varchar(40)', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
  return {
    async claim(name, ttlMs) {
      const [owner, now] = [randomUUID(), clock.now()];
      const taken = { owner, until: now + ttlMs };
      const claimed = await db
        .insertInto('schedule_lock')
        .values({ name, ...taken })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(taken).where('schedule_lock.until', '<=', now))
        .returning('owner')
        .executeTakeFirst();
      if (claimed?.owner !== owner) return null;
      const ours = { name, owner };
      return {
        async renew(ms) {
          const { numUpdatedRows } = await db
            .updateTable('schedule_lock')
            .set({ until: clock.now() + ms })
            .where((row) => row.and(ours))
            .executeTakeFirst();
          return numUpdatedRows > 0n;
        },
        async release() {
          await db
            .deleteFrom('schedule_lock')
            .where((row) => row.and(ours))
            .execute();
        },
      };
    },
  };
}
