import type { History, HistoryEvent } from '../../kit/history/index.ts';

export const COPY_MISSING = 'finds its copy missing';

export interface Copy {
  slot: number;
  node: string;
}

/**
 * What the table holds at the end is what happened. A node that is killed between writing and saying so leaves a copy
 * nobody reported: it goes into the history as found, at the end, so that it counts.
 */
export function withFinalReads(history: History, copies: readonly Copy[], end: number): History {
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
    return { t: end, node, type: COPY_MISSING, slot: Number(slot) };
  });
  const read: HistoryEvent = { t: end, node: 'the table', type: 'is read', note: `${copies.length} reports` };
  return { ...history, events: [...history.events, read, ...found, ...lost] };
}
