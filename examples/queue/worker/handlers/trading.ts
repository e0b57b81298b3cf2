import type { DeskWorld } from '../../desk/desk.ts';
import { once } from '../../desk/once.ts';
import type { DeskCatalogue } from '../../tasks/catalogue.ts';
import type { Handlers } from '../handler.ts';

type Trading = Pick<Handlers<DeskCatalogue>, 'schedulerTick' | 'expirePending'>;

export function trading(world: DeskWorld): Trading {
  const { db, clock } = world;
  return {
    /** A tick fills what is open and places the next order: done twice it would trade twice, so it is done once. */
    async schedulerTick(_payload, { key }) {
      return once(world, key, async (transaction) => {
        const filled = await transaction
          .updateTable('paper_orders')
          .set({ status: 'filled' })
          .where('status', '=', 'open')
          .executeTakeFirst();
        const order = { symbol: 'ALPH', quantity: 10, status: 'open' as const, placed_at: clock.now() };
        await transaction.insertInto('paper_orders').values(order).execute();
        return { filled: Number(filled.numUpdatedRows) };
      });
    },

    /** Needs no key: what has expired stays expired, and a second run finds nothing to do. */
    async expirePending() {
      const expired = await db
        .updateTable('approvals')
        .set({ status: 'expired' })
        .where('status', '=', 'pending')
        .where('expires_at', '<', clock.now())
        .executeTakeFirst();
      return { expired: Number(expired.numUpdatedRows) };
    },
  };
}
