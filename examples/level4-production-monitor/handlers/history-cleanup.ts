import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import type { Clock, Store } from '../../scheduler/index.ts';
import { deleteAlertsClosedBefore } from '../alerts/alert-store.ts';
import { forgetKeysBefore } from '../api/idempotency-store.ts';
import type { MonitorTables } from '../database.ts';
import { deleteAuditBefore } from '../door/audit.ts';
import { defineHandler } from './handler.ts';

const DAY_MS = 86_400_000;

/** History bounded by age and by count. What is running stays, and so does the newest run of every task. */
export function historyCleanupHandler({ store, db, clock }: { store: Store; db: Kysely<MonitorTables>; clock: Clock }) {
  return defineHandler({
    name: 'history-cleanup',
    description:
      'Removes executions beyond an age or a number per task, closed alerts, audit entries and used idempotency keys.',
    payload: Type.Object(
      {
        keepDays: Type.Integer({ minimum: 1, maximum: 3_650 }),
        keepPerTask: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
      },
      { additionalProperties: false },
    ),
    example: { keepDays: 30, keepPerTask: 10_000 },
    async run({ keepDays, keepPerTask }, { log }) {
      const before = clock.now() - keepDays * DAY_MS;
      const executions = await store.prune({ before, keepPerJob: keepPerTask });
      const alerts = await deleteAlertsClosedBefore(db, before);
      const audit = await deleteAuditBefore(db, before);
      const keys = await forgetKeysBefore(db, clock.now() - DAY_MS);
      log(`${executions} executions, ${alerts} alerts, ${audit} audit entries and ${keys} idempotency keys removed`);
      return { executions, alerts, audit, keys };
    },
  });
}
