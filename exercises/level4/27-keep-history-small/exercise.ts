import type Database from 'libsql';
import { todo } from '#kit';

/** SQLite, with the methods of better-sqlite3: `db.prepare(sql).run(…)`, `.get(…)`, `.all(…)`. */
export type Db = Database.Database;

export interface Retention {
  /** Epoch milliseconds: runs with a slot before it are too old. */
  readonly before: number;
  /** So many of each job are kept, one at least. */
  readonly keep: number;
}

/** Task 1. Removes at most `limit` runs that are too old, and answers how many. */
export function removeOlder(db: Db, before: number, limit: number): number {
  todo('by slot; neither what is running nor the newest of a job');
}

/** Task 2. Removes at most `limit` runs that are not among the newest `keep` of their job, and answers how many. */
export function removeBeyond(db: Db, keep: number, limit: number): number {
  todo('number the runs of each job, from the newest on');
}

/** Task 3. Removes whatever is beyond either bound, batch by batch, and answers how many in all. */
export async function prune(db: Db, retention: Retention, limit: number, pause: () => Promise<void>): Promise<number> {
  todo('until a batch finds nothing more');
}
