import type Database from 'libsql';
import { todo } from '#kit';

/** SQLite, with the methods of better-sqlite3: `db.prepare(sql).run(…)`, `.get(…)`, `.all(…)`, `db.transaction(f)`. */
export type Db = Database.Database;

/**
 * Task 1. Deletes at most `limit` rows of `tokens (id, user, expires_at)` that have expired, and answers how many it
 * deleted. A token is valid up to and including its `expires_at`, in epoch milliseconds.
 */
export function deleteBatch(db: Db, now: number, limit: number): number {
  todo('delete a few expired tokens, and only those');
}

/**
 * Task 2. Deletes all tokens that had expired at `now`, at most `limit` at a time, and answers how many in all. Between
 * two batches it awaits `pause`, so that others get at the table.
 */
export async function cleanUp(db: Db, now: number, limit: number, pause: () => Promise<void>): Promise<number> {
  todo('batch by batch, until none is left');
}

/**
 * Task 3. Moves at most `limit` rows older than `cutoff` from `logs (id, at, line)` to `archived_logs`, which has the
 * same columns, and answers how many it moved. Whatever interrupts it, each row is in exactly one of the two.
 */
export function archiveBatch(db: Db, cutoff: number, limit: number): number {
  todo('copy and delete the same rows, both or neither');
}
