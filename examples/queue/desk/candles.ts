import type { DeskDatabase } from './schema.ts';

export const CANDLE_MS = 60_000;

/** Stands in for an exchange: the same price for the same minute, whoever asks and however often. */
export function closingPrice(symbol: string, at: number): number {
  const letters = [...symbol].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return Math.round(10_000 + letters * 10 + 500 * Math.sin(at / 3_600_000 + letters));
}

/** Writes the candles that are missing. A candle is named by its minute, so writing one twice changes nothing. */
export async function writeCandles(db: DeskDatabase, symbol: string, minutes: readonly number[]): Promise<number> {
  if (minutes.length === 0) return 0;
  const written = await db
    .insertInto('candles')
    .values(minutes.map((at) => ({ symbol, at, close: closingPrice(symbol, at) })))
    .onConflict((conflict) => conflict.columns(['symbol', 'at']).doNothing())
    .executeTakeFirst();
  return Number(written.numInsertedOrUpdatedRows ?? 0);
}

/** The minutes of `from` ≤ minute < `to`. */
export function minutesBetween(from: number, to: number): number[] {
  const first = Math.ceil(from / CANDLE_MS) * CANDLE_MS;
  const length = Math.max(0, Math.ceil((to - first) / CANDLE_MS));
  return Array.from({ length }, (_, index) => first + index * CANDLE_MS);
}
