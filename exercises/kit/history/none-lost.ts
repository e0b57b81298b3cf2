import type { HistoryEvent } from './event.ts';
import type { Invariant } from './verdict.ts';

export interface NoneLostOptions {
  /** The slots that must be done. Without them, those some node said it came to: then nodes that say nothing lose nothing. */
  slots?: readonly number[];
  due?: string;
  effect?: string;
  /** Slots due in the last so many milliseconds may still be on their way. */
  settleMs: number;
}

/** Every slot that is due has its effect by the end. Only a history that has an end can say so. */
export function noneLost({ slots, due = 'comes to', effect = 'writes', settleMs }: NoneLostOptions): Invariant {
  const name = 'no slot is lost';
  return {
    name,
    *violations({ events, complete }) {
      const end = (events.at(-1) as HistoryEvent).t;
      const done = new Set(events.filter(({ type }) => type === effect).map(({ slot }) => slot));
      const came = new Map<number, HistoryEvent>();
      for (const event of events) {
        if (event.type === due && event.slot !== undefined && !came.has(event.slot)) came.set(event.slot, event);
      }
      for (const slot of slots ?? came.keys()) {
        const hadTime = Math.max(slot, came.get(slot)?.t ?? slot) <= end - settleMs;
        if (done.has(slot) || !hadTime) continue;
        if (!complete) yield { cannotTell: `the history breaks off, and slot ${slot} may have come after` };
        else yield { invariant: name, timeline: [...storyOf(slot, came.get(slot), events), theEnd(end, slot, effect)] };
      }
    },
  };
}

/** Who came to it, the last thing said of it and, if that was work begun, the fault that ended it. */
function storyOf(slot: number, came: HistoryEvent | undefined, events: readonly HistoryEvent[]): HistoryEvent[] {
  if (!came) return events.filter(({ type }) => type === 'crashes').slice(0, 1);
  const last = events.findLast((event) => event.slot === slot && event.type !== 'comes to' && event.type !== 'leaves');
  if (!last) return [came];
  if (!BEGUN.has(last.type)) return [came, last];
  const hit = events.find((event) => event.node === last.node && event.t >= last.t && event.type.startsWith('is '));
  return hit ? [came, last, hit] : [came, last];
}

const BEGUN = new Set(['claims', 'acquires', 'takes over', 'starts']);

const theEnd = (t: number, slot: number, effect: string): HistoryEvent => ({
  t,
  node: 'nobody',
  type: effect,
  slot,
});
