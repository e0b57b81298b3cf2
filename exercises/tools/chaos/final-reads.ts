import type { History, HistoryEvent } from '../../kit/history/index.ts';

export interface Copy {
  slot: number;
  node: string;
}

/**
 * What the table holds at the end is what happened. A node that is killed between writing and saying so leaves a copy
 * nobody reported: it goes into the history as found, at the end, so that it counts.
 */
export function withFinalReads(history: History, copies: readonly Copy[]): History {
  const end = history.events.at(-1)?.t ?? 0;
  const told = new Map<string, number>();
  const keyOf = ({ node, slot }: Copy) => `${node}/${slot}`;
  for (const { type, node, slot = 0 } of history.events) {
    if (type === 'writes') told.set(keyOf({ node, slot }), (told.get(keyOf({ node, slot })) ?? 0) + 1);
  }
  const found: HistoryEvent[] = [];
  for (const copy of copies) {
    const untold = (told.get(keyOf(copy)) ?? 0) - 1;
    told.set(keyOf(copy), untold);
    if (untold < 0) found.push({ ...copy, t: end, type: 'writes', note: 'found in the table at the end' });
  }
  const missing = [...told].filter(([, count]) => count > 0).map(([key]) => key);
  const lost = missing.map((key): HistoryEvent => {
    const [node = '', slot] = key.split('/');
    return { t: end, node, type: 'finds its copy missing', slot: Number(slot) };
  });
  return { ...history, events: [...history.events, ...found, ...lost] };
}
