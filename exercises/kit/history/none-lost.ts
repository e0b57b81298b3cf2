import type { HistoryEvent } from './event.ts';
import type { Invariant } from './verdict.ts';

export interface NoneLostOptions {
  due?: string;
  effect?: string;
  /** Slots due in the last so many milliseconds may still be on their way. */
  settleMs: number;
}

/** Every slot some node came to has its effect by the end. Only a history that has an end can say so. */
export function noneLost({ due = 'comes to', effect = 'writes', settleMs }: NoneLostOptions): Invariant {
  const name = 'no slot is lost';
  return {
    name,
    *violations({ events, complete }) {
      const end = (events.at(-1) as HistoryEvent).t;
      const done = new Set(events.filter(({ type }) => type === effect).map(({ slot }) => slot));
      const open = new Map<number, HistoryEvent>();
      for (const event of events) {
        if (event.type !== due || event.slot === undefined || done.has(event.slot)) continue;
        if (event.slot <= end - settleMs && event.t <= end - settleMs && !open.has(event.slot))
          open.set(event.slot, event);
      }
      for (const [slot, first] of open) {
        if (!complete) yield { cannotTell: `the history breaks off, and slot ${slot} may have come after` };
        else yield { invariant: name, timeline: [first, ...lastOf(slot, events), theEnd(end, slot, effect)] };
      }
    },
  };
}

/** What became of the slot: the last thing said of it and, if that was work begun, the fault that ended it. */
function lastOf(slot: number, events: readonly HistoryEvent[]): HistoryEvent[] {
  const last = events.findLast((event) => event.slot === slot && event.type !== 'comes to' && event.type !== 'leaves');
  if (!last) return [];
  if (!BEGUN.has(last.type)) return [last];
  const hit = events.find((event) => event.node === last.node && event.t >= last.t && event.type.startsWith('is '));
  return hit ? [last, hit] : [last];
}

const BEGUN = new Set(['claims', 'acquires', 'takes over', 'starts']);

const theEnd = (t: number, slot: number, effect: string): HistoryEvent => ({
  t,
  node: 'nobody',
  type: effect,
  slot,
});
