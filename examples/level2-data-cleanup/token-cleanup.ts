import type { Kysely } from 'kysely';
import type { Tables } from './database.ts';

export interface CleanupOptions {
  /** Tokens that expired before this instant go. One that expires just now is still good for this millisecond. */
  readonly before: number;
  readonly batchSize: number;
  readonly signal: AbortSignal;
  /** Called after every batch with how many it removed. */
  readonly onBatch?: (removed: number) => void | Promise<void>;
}

/**
 * Removes expired tokens a batch at a time. One delete for all of them would hold the table locked for as long as it
 * takes; a batch holds it for milliseconds, and whoever waits to log in gets a turn between two.
 *
 * Safe to run again, and safe to kill: each batch is a transaction of its own, and what is gone is gone.
 */
export async function removeExpiredTokens(db: Kysely<Tables>, options: CleanupOptions): Promise<number> {
  const { before, batchSize, signal, onBatch } = options;
  let removed = 0;
  // #region batches
  for (;;) {
    signal.throwIfAborted();
    const batch = db.selectFrom('session_token').select('id').where('expires_at', '<', before).limit(batchSize);
    const { numDeletedRows } = await db.deleteFrom('session_token').where('id', 'in', batch).executeTakeFirst();
    if (numDeletedRows === 0n) return removed;
    removed += Number(numDeletedRows);
    await onBatch?.(Number(numDeletedRows));
  }
  // #endregion batches
}
