import type { Kysely } from 'kysely';
import type { Report, Reports } from './reports.ts';
import type { ReportSchema } from './schema.ts';

/** The report table checks tokens itself: a check anywhere else is over before the write arrives. */
export function sqlReports(db: Kysely<ReportSchema>, job: string): Reports {
  return {
    async append(report) {
      await insertCopy(db, report);
    },

    // #region begin
    async begin({ slot, token }) {
      const begun = await db
        .insertInto('report_fence')
        .values({ job, slot, token, written_by: null })
        .onConflict((conflict) =>
          conflict
            .columns(['job', 'slot'])
            .doUpdateSet({ token })
            // Equal is refused as well: two holders with one number could not be told apart.
            .where('report_fence.token', '<', token)
            .where('report_fence.written_by', 'is', null),
        )
        .executeTakeFirst();
      if (Number(begun.numInsertedOrUpdatedRows) === 1) return 'begun';
      return (await findFence(db, job, slot))?.written_by == null ? 'stale' : 'written';
    },
    // #endregion begin

    // #region write
    async write(report) {
      const { slot, token, node } = report;
      return db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('report_fence')
          .set({ written_by: node })
          .where('job', '=', job)
          .where('slot', '=', slot)
          .where('token', '=', token)
          .where('written_by', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await insertCopy(transaction, report);
        return true;
      });
    },
    // #endregion write

    async largestToken(slot) {
      return (await findFence(db, job, slot))?.token ?? 0;
    },

    async copies(since) {
      return db.selectFrom('report_copy').selectAll().where('job', '=', job).where('slot', '>=', since).execute();
    },
  };
}

async function insertCopy(db: Kysely<ReportSchema>, { job, slot, node }: Report): Promise<void> {
  await db.insertInto('report_copy').values({ job, slot, node }).execute();
}

async function findFence(db: Kysely<ReportSchema>, job: string, slot: number) {
  return db.selectFrom('report_fence').selectAll().where('job', '=', job).where('slot', '=', slot).executeTakeFirst();
}
