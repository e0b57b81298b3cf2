import type { HistoryEvent } from './event.ts';
import type { Invariant } from './verdict.ts';

/** What is written under a token was not begun under a newer one by then: a holder that was overtaken is refused. */
export function noStaleWrites({ gains = ['acquires', 'takes over'], effect = 'writes' } = {}): Invariant {
  const name = `whoever was overtaken no longer ${effect}`;
  return {
    name,
    *violations({ events }) {
      const newest = new Map<number | undefined, HistoryEvent>();
      for (const event of events) {
        if (event.token === undefined) continue;
        const holder = newest.get(event.slot);
        if (gains.includes(event.type) && (holder?.token ?? 0) < event.token) newest.set(event.slot, event);
        if (event.type === effect && holder && event.token < (holder.token as number)) {
          const own = events.find(
            ({ type, token, node }) => gains.includes(type) && token === event.token && node === event.node,
          );
          yield { invariant: name, timeline: own ? [own, holder, event] : [holder, event] };
        }
        yield undefined;
      }
    },
  };
}
