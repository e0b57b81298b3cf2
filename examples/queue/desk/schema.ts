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
