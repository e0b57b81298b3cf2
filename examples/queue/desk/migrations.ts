import type { Kysely } from 'kysely';
import type { MigrationSet } from '../../shared/sql/index.ts';
import { tablesInOrder } from './backup.ts';

type AnyDatabase = Kysely<never>;

/** The desk's tables. `numbered` ones count their rows: SQLite does that with any integer key, PostgreSQL with `serial`. */
export function deskTables(dialect: 'sqlite' | 'postgres'): MigrationSet {
  const id = dialect === 'sqlite' ? 'integer' : 'serial';

  const up = async (db: AnyDatabase) => {
    const table = (name: string) => db.schema.createTable(name);
    const numbered = (name: string) => table(name).addColumn('id', id, (column) => column.primaryKey());

    await numbered('users')
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .execute();
    await numbered('backtest_jobs').addColumn('status', 'text').addColumn('heartbeat_at', 'bigint').execute();
    await numbered('paper_orders')
      .addColumn('symbol', 'text')
      .addColumn('quantity', 'integer')
      .addColumn('status', 'text')
      .addColumn('placed_at', 'bigint')
      .execute();
    await table('subscriptions')
      .addColumn('symbol', 'text', (column) => column.primaryKey())
      .addColumn('active', 'integer')
      .execute();
    await table('candles')
      .addColumn('symbol', 'text')
      .addColumn('at', 'bigint')
      .addColumn('close', 'integer')
      .addPrimaryKeyConstraint('candles_key', ['symbol', 'at'])
      .execute();
    await numbered('notifications')
      .addColumn('user_id', 'integer')
      .addColumn('message', 'text')
      .addColumn('status', 'text')
      .execute();
    await numbered('approvals').addColumn('status', 'text').addColumn('expires_at', 'bigint').execute();
    await table('outbox')
      .addColumn('message_id', 'text', (column) => column.primaryKey())
      .addColumn('recipient', 'text')
      .addColumn('subject', 'text')
      .addColumn('sent_at', 'bigint')
      .execute();
    await table('effects')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint')
      .addColumn('result', 'text')
      .execute();
  };

  const down = async (db: AnyDatabase) => {
    for (const name of Object.keys(tablesInOrder).reverse()) await db.schema.dropTable(name).execute();
  };

  return { name: 'desk', migrations: { '001-desk': { up, down } } };
}
