import { type Kysely, type Migration, sql } from 'kysely';
import type { Rule } from './conditions.ts';
import type { Alert } from './transition.ts';

export interface AlertTables {
  monitor_alert: {
    id: string;
    task: string | null;
    rule: string;
    state: string;
    message: string;
    count: number;
    opened_at: number;
    last_seen_at: number;
    notified_at: number;
    notices: number;
    acknowledged_at: number | null;
    acknowledged_by: string | null;
    closed_at: number | null;
  };
}

export const alertMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('monitor_alert')
      .addColumn('id', 'varchar(300)', (column) => column.primaryKey())
      .addColumn('task', 'varchar(200)')
      .addColumn('rule', 'varchar(40)', (column) => column.notNull())
      .addColumn('state', 'varchar(20)', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('opened_at', 'bigint', (column) => column.notNull())
      .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
      .addColumn('notified_at', 'bigint', (column) => column.notNull())
      .addColumn('notices', 'integer', (column) => column.notNull())
      .addColumn('acknowledged_at', 'bigint')
      .addColumn('acknowledged_by', 'varchar(100)')
      .addColumn('closed_at', 'bigint')
      .execute();
    // Several monitors may watch the same tasks: of those that find the same thing at once, one opens the alert.
    await db.schema
      .createIndex('monitor_alert_open')
      .unique()
      .on('monitor_alert')
      .expression(sql`rule, coalesce(task, '')`)
      .where(sql.ref('closed_at'), 'is', null)
      .execute();
    await db.schema.createIndex('monitor_alert_by_state').on('monitor_alert').columns(['state', 'opened_at']).execute();
  },
  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('monitor_alert').execute();
  },
};

type Db = Kysely<AlertTables>;

/** Everything that is not closed, the oldest first. */
export async function findOpenAlerts(db: Db): Promise<Alert[]> {
  const rows = await db
    .selectFrom('monitor_alert')
    .selectAll()
    .where('state', '!=', 'closed')
    .orderBy('opened_at')
    .execute();
  return rows.map(fromRow);
}

/** The latest first; open ones before closed ones. */
export async function findAlerts(db: Db, limit: number): Promise<Alert[]> {
  const open = await findOpenAlerts(db);
  const closed = await db
    .selectFrom('monitor_alert')
    .selectAll()
    .where('state', '=', 'closed')
    .orderBy('opened_at', 'desc')
    .limit(Math.max(0, limit - open.length))
    .execute();
  return [...open.reverse(), ...closed.map(fromRow)].slice(0, limit);
}

export async function findAlert(db: Db, id: string): Promise<Alert | undefined> {
  const row = await db.selectFrom('monitor_alert').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** False when another monitor has opened it meanwhile: it is theirs to tell. */
export async function insertAlert(db: Db, alert: Alert): Promise<boolean> {
  const inserted = await db
    .insertInto('monitor_alert')
    .values(toRow(alert))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** False when it is no longer as we knew it: somebody else took the step, or another one. */
export async function updateAlert(db: Db, known: Alert, next: Alert): Promise<boolean> {
  const { id, ...row } = toRow(next);
  const { numUpdatedRows } = await db
    .updateTable('monitor_alert')
    .set(row)
    .where('id', '=', id)
    .where('state', '=', known.state)
    .where('notices', '=', known.notices)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Of alerts only the closed ones are history. */
export async function deleteAlertsClosedBefore(db: Db, instant: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('monitor_alert')
    .where('state', '=', 'closed')
    .where('closed_at', '<', instant)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

type Row = AlertTables['monitor_alert'];

function fromRow(row: Row): Alert {
  return {
    id: row.id,
    task: row.task,
    rule: row.rule as Rule,
    state: row.state as Alert['state'],
    message: row.message,
    count: row.count,
    openedAt: row.opened_at,
    lastSeenAt: row.last_seen_at,
    notifiedAt: row.notified_at,
    notices: row.notices,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    closedAt: row.closed_at,
  };
}

function toRow(alert: Alert): Row {
  return {
    id: alert.id,
    task: alert.task,
    rule: alert.rule,
    state: alert.state,
    message: alert.message,
    count: alert.count,
    opened_at: alert.openedAt,
    last_seen_at: alert.lastSeenAt,
    notified_at: alert.notifiedAt,
    notices: alert.notices,
    acknowledged_at: alert.acknowledgedAt,
    acknowledged_by: alert.acknowledgedBy,
    closed_at: alert.closedAt,
  };
}
