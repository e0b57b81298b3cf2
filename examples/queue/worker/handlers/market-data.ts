import { CANDLE_MS, minutesBetween, writeCandles } from '../../desk/candles.ts';
import type { DeskWorld } from '../../desk/desk.ts';
import type { DeskCatalogue } from '../../tasks/catalogue.ts';
import type { Handlers } from '../handler.ts';

type MarketData = Pick<Handlers<DeskCatalogue>, 'refreshActiveSubscriptions' | 'repairGap'>;

export function marketData({ db, clock }: DeskWorld): MarketData {
  return {
    async refreshActiveSubscriptions(_payload, { signal }) {
      const active = await db.selectFrom('subscriptions').select('symbol').where('active', '=', 1).execute();
      const minute = Math.floor(clock.now() / CANDLE_MS) * CANDLE_MS;
      let candles = 0;
      for (const { symbol } of active) {
        signal.throwIfAborted();
        candles += await writeCandles(db, symbol, [minute]);
      }
      return { symbols: active.length, candles };
    },

    async repairGap({ symbol, from, to }) {
      return { candles: await writeCandles(db, symbol, minutesBetween(from, to)) };
    },
  };
}
