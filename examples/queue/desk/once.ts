import type { Transaction } from 'kysely';
import type { Clock } from '../../scheduler/clock/clock.ts';
import type { Desk, DeskDatabase } from './schema.ts';

// #region once
/**
 * Runs an effect at most once per key, however often it is asked for. The key and the effect are written in one
 * transaction: both are there or neither is. A key written before the effect would lose it in a crash between the two; one
 * written after would let it happen twice. Who comes second gets the first one's result.
 */
export async function once<Result>(
  { db, clock }: { db: DeskDatabase; clock: Clock },
  key: string,
  effect: (transaction: Transaction<Desk>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (transaction) => {
    // The insert comes first and holds off everybody else with this key until this transaction has ended.
    const claimed = await transaction
      .insertInto('effects')
      .values({ key, at: clock.now(), result: '' })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst();
    if (Number(claimed.numInsertedOrUpdatedRows) === 0) {
      const done = await transaction
        .selectFrom('effects')
        .select('result')
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return JSON.parse(done.result) as Result;
    }
    const result = await effect(transaction);
    await transaction
      .updateTable('effects')
      .set({ result: JSON.stringify(result) })
      .where('key', '=', key)
      .execute();
    return result;
  });
}
// #endregion once

/** A key that is never forgotten is a table that only grows: keep them for longer than any job can be redriven. */
export async function forgetEffects(
  { db, clock }: { db: DeskDatabase; clock: Clock },
  olderThanMs: number,
): Promise<number> {
  const gone = await db
    .deleteFrom('effects')
    .where('at', '<', clock.now() - olderThanMs)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
