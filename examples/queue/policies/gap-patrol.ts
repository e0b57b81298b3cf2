import { CANDLE_MS } from '../desk/candles.ts';
import type { DeskDatabase } from '../desk/schema.ts';
import type { DeskCatalogue } from '../tasks/catalogue.ts';
import type { PayloadOf } from '../tasks/contract.ts';
import type { Publishers } from '../tasks/publisher.ts';

/** A stretch with nothing in it: `from` ≤ missing < `to`. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The stretches of the grid between `from` and `to` at which nothing was seen. Neighbours are one gap. */
export function findGaps(seen: Iterable<number>, { from, to, stepMs }: Gap & { stepMs: number }): Gap[] {
  const present = new Set(seen);
  const gaps: { from: number; to: number }[] = [];
  for (let at = Math.ceil(from / stepMs) * stepMs; at < to; at += stepMs) {
    if (present.has(at)) continue;
    const last = gaps.at(-1);
    if (last?.to === at) last.to = at + stepMs;
    else gaps.push({ from: at, to: at + stepMs });
  }
  return gaps;
}

/** A gap in pieces no longer than `mostMs`: a repair that takes an hour cannot be tried again in a minute. */
export function inPieces(gaps: readonly Gap[], mostMs: number): Gap[] {
  return gaps.flatMap(({ from, to }) => {
    const count = Math.ceil((to - from) / mostMs);
    return Array.from({ length: count }, (_, index) => {
      return { from: from + index * mostMs, to: Math.min(to, from + (index + 1) * mostMs) };
    });
  });
}

type Repair = PayloadOf<DeskCatalogue['repairGap']>;

/** What is missing of the candles of every active symbol, as payloads for the repair task. */
export async function planRepairs(db: DeskDatabase, window: Gap, mostMs = 60 * CANDLE_MS): Promise<Repair[]> {
  const active = await db
    .selectFrom('subscriptions')
    .select('symbol')
    .where('active', '=', 1)
    .orderBy('symbol')
    .execute();
  const repairs = active.map(async ({ symbol }) => {
    const candles = await db
      .selectFrom('candles')
      .select('at')
      .where('symbol', '=', symbol)
      .where('at', '>=', window.from)
      .where('at', '<', window.to)
      .execute();
    const gaps = findGaps(
      candles.map(({ at }) => at),
      { ...window, stepMs: CANDLE_MS },
    );
    return inPieces(gaps, mostMs).map((gap) => ({ symbol, ...gap }));
  });
  return (await Promise.all(repairs)).flat();
}

/** Sends the repairs. A repair's id says what it repairs, so a patrol that comes by again adds none that still waits. */
export async function enqueueRepairs(
  tasks: Pick<Publishers<DeskCatalogue>, 'repairGap'>,
  repairs: readonly Repair[],
): Promise<void> {
  for (const repair of repairs) {
    await tasks.repairGap.enqueue(repair, { id: `${repair.symbol}-${repair.from}-${repair.to}` });
  }
}
