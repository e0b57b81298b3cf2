import type { DeskWorld } from './desk.ts';

const minute = 60_000;

/** A small firm on an ordinary morning. Does nothing if it is already there. */
export async function seedDesk({ db, clock }: Pick<DeskWorld, 'db' | 'clock'>): Promise<void> {
  const now = clock.now();
  const users = Array.from({ length: 25 }, (_, index) => ({ email: `trader${index + 1}@example.com` }));
  const added = await db
    .insertInto('users')
    .values(users)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .execute();
  // Who added the users goes on to add the rest, so two processes that start together seed once.
  if (added.length < users.length) return;

  const symbols = ['ALPH', 'BETA', 'GAMM', 'DELT'];
  await db
    .insertInto('subscriptions')
    .values(symbols.map((symbol, index) => ({ symbol, active: index < 3 ? 1 : 0 })))
    .execute();
  await db
    .insertInto('backtest_jobs')
    .values([1, 5, 40, 90].map((minutes) => ({ status: 'running' as const, heartbeat_at: now - minutes * minute })))
    .execute();
  await db
    .insertInto('paper_orders')
    .values(symbols.map((symbol) => ({ symbol, quantity: 100, status: 'open' as const, placed_at: now })))
    .execute();
  await db
    .insertInto('notifications')
    .values(added.map(({ id }) => ({ user_id: id, message: 'Markets are open', status: 'pending' as const })))
    .execute();
  await db
    .insertInto('approvals')
    .values([-10, 2, 60].map((minutes) => ({ status: 'pending' as const, expires_at: now + minutes * minute })))
    .execute();
}
