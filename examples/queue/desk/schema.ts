import type { Generated, Kysely } from 'kysely';

/** The desk's database: just enough of a trading firm for its everyday jobs to have something real to do. */
export interface Desk {
  users: { id: Generated<number>; email: string };
  backtest_jobs: { id: Generated<number>; status: 'running' | 'done' | 'failed'; heartbeat_at: number };
  paper_orders: {
    id: Generated<number>;
    symbol: string;
    quantity: number;
    status: 'open' | 'filled';
    placed_at: number;
  };
  subscriptions: { symbol: string; active: number };
  candles: { symbol: string; at: number; close: number };
  notifications: { id: Generated<number>; user_id: number; message: string; status: 'pending' | 'sent' };
  approvals: { id: Generated<number>; status: 'pending' | 'expired'; expires_at: number };
  outbox: { message_id: string; recipient: string; subject: string; sent_at: number };
  effects: { key: string; at: number; result: string };
}

export type DeskDatabase = Kysely<Desk>;

/** Creates what is missing. Several processes may start at once: every statement bears being run twice. */
export async function createTables(db: DeskDatabase, dialect: 'sqlite' | 'postgres'): Promise<void> {
  const id = dialect === 'sqlite' ? 'integer' : 'serial';
  const instant = 'bigint';
  const table = (name: keyof Desk) => db.schema.createTable(name).ifNotExists();
  const numbered = (name: keyof Desk) => table(name).addColumn('id', id, (column) => column.primaryKey());

  await numbered('users')
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .execute();
  await numbered('backtest_jobs').addColumn('status', 'text').addColumn('heartbeat_at', instant).execute();
  await numbered('paper_orders')
    .addColumn('symbol', 'text')
    .addColumn('quantity', 'integer')
    .addColumn('status', 'text')
    .addColumn('placed_at', instant)
    .execute();
  await table('subscriptions')
    .addColumn('symbol', 'text', (column) => column.primaryKey())
    .addColumn('active', 'integer')
    .execute();
  await table('candles')
    .addColumn('symbol', 'text')
    .addColumn('at', instant)
    .addColumn('close', 'integer')
    .addPrimaryKeyConstraint('candles_key', ['symbol', 'at'])
    .execute();
  await numbered('notifications')
    .addColumn('user_id', 'integer')
    .addColumn('message', 'text')
    .addColumn('status', 'text')
    .execute();
  await numbered('approvals').addColumn('status', 'text').addColumn('expires_at', instant).execute();
  await table('outbox')
    .addColumn('message_id', 'text', (column) => column.primaryKey())
    .addColumn('recipient', 'text')
    .addColumn('subject', 'text')
    .addColumn('sent_at', instant)
    .execute();
  await table('effects')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('at', instant)
    .addColumn('result', 'text')
    .execute();
}
