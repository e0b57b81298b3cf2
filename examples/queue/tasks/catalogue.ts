import { Type } from 'typebox';
import { collectTask } from './collect.ts';
import { defineTask } from './contract.ts';

const nothing = Type.Object({}, { additionalProperties: false });
const count = Type.Integer({ minimum: 0 });

/** Every task of the desk. What each does is in `../worker/handlers`. */
export const catalogue = {
  // #region add
  add: defineTask({
    name: 'add',
    profile: 'cpu',
    payload: Type.Object({ a: Type.Number(), b: Type.Number() }, { additionalProperties: false }),
    result: Type.Number(),
    timeoutMs: 5_000,
  }),
  // #endregion add

  /** The end of a group: it waits for its children and returns what they returned. */
  collect: collectTask,

  sendEmail: defineTask({
    name: 'send_email',
    profile: 'io',
    payload: Type.Object(
      {
        to: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' }),
        subject: Type.String({ minLength: 1 }),
        body: Type.Optional(Type.String()),
      },
      { additionalProperties: false },
    ),
    result: Type.Object({ messageId: Type.String() }),
    attempts: 5,
  }),

  generateReport: defineTask({
    name: 'generate_report',
    profile: 'cpu',
    payload: Type.Object(
      { period: Type.Union([Type.Literal('day'), Type.Literal('week')]), title: Type.String({ minLength: 1 }) },
      { additionalProperties: false },
    ),
    result: Type.Object({ file: Type.String(), rows: count }),
    timeoutMs: 120_000,
    typicalMs: 4_000,
  }),

  backupPostgresFull: defineTask({
    name: 'maintenance.backup_postgres_full',
    profile: 'cpu',
    payload: nothing,
    result: Type.Object({ file: Type.String(), tables: count, rows: count, sha256: Type.String() }),
    timeoutMs: 600_000,
    typicalMs: 90_000,
  }),

  exportUserEmailsCsv: defineTask({
    name: 'maintenance.export_user_emails_csv',
    profile: 'io',
    payload: nothing,
    result: Type.Object({ file: Type.String(), rows: count }),
  }),

  failStaleBacktestJobs: defineTask({
    name: 'maintenance.fail_stale_backtest_jobs',
    profile: 'io',
    payload: Type.Object({ staleAfterMinutes: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
    result: Type.Object({ failed: count }),
  }),

  schedulerTick: defineTask({
    name: 'paper_trading.scheduler_tick',
    profile: 'io',
    payload: nothing,
    result: Type.Object({ filled: count }),
    timeoutMs: 5_000,
    attempts: 1,
  }),

  refreshActiveSubscriptions: defineTask({
    name: 'market_data.refresh_active_subscriptions',
    profile: 'io',
    payload: nothing,
    result: Type.Object({ symbols: count, candles: count }),
    timeoutMs: 15_000,
    typicalMs: 800,
    attempts: 2,
  }),

  repairGap: defineTask({
    name: 'market_data.repair_gap',
    profile: 'io',
    payload: Type.Object(
      { symbol: Type.String({ minLength: 1 }), from: Type.Integer(), to: Type.Integer() },
      { additionalProperties: false },
    ),
    result: Type.Object({ candles: count }),
  }),

  dispatchPending: defineTask({
    name: 'notifications.dispatch_pending',
    profile: 'io',
    payload: Type.Object({ batch: Type.Integer({ minimum: 1, maximum: 1_000 }) }, { additionalProperties: false }),
    result: Type.Object({ sent: count }),
    timeoutMs: 10_000,
    typicalMs: 300,
  }),

  expirePending: defineTask({
    name: 'trade_approval.expire_pending',
    profile: 'io',
    payload: nothing,
    result: Type.Object({ expired: count }),
    timeoutMs: 10_000,
  }),
} as const;

export type DeskCatalogue = typeof catalogue;
