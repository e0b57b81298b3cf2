import type { HistoryEvent } from './event.ts';
import type { Invariant } from './verdict.ts';

/** No slot's effect happens twice. */
export function oncePerSlot({ effect = 'writes' } = {}): Invariant {
  const name = 'no slot is done twice';
  return {
    name,
    *violations({ events }) {
      const first = new Map<number, HistoryEvent>();
      for (const event of events) {
        if (event.type !== effect || event.slot === undefined) continue;
        const before = first.get(event.slot);
        if (before) {
          const timeline = [...whatLedTo(before, events), ...whatLedTo(event, events)].sort((a, b) => a.t - b.t);
          yield { invariant: name, timeline };
        }
        if (!before) first.set(event.slot, event);
        yield undefined;
      }
    },
  };
}

/** The effect, and how its node came by the slot, if it said so. */
function whatLedTo(effect: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent[] {
  const came = events.findLast(
    (event) => GAINS.has(event.type) && event.node === effect.node && event.slot === effect.slot && event.t <= effect.t,
  );
  return came ? [came, effect] : [effect];
}

const GAINS = new Set(['acquires', 'takes over', 'claims']);
