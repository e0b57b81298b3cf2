import type { HistoryEvent } from './event.ts';
import type { Invariant } from './verdict.ts';

export interface AtMostOptions {
  n: number;
  gains?: string;
  /** What ends a holding. A node that is killed holds nothing. */
  ends?: readonly string[];
}

/** At no moment do more than `n` nodes hold it: a lock for one, a semaphore for more, leadership. */
export function atMostN({
  n,
  gains = 'acquires',
  ends = ['releases', 'loses', 'is killed'],
}: AtMostOptions): Invariant {
  const name = n === 1 ? 'one holder at a time' : `at most ${n} holders at a time`;
  return {
    name,
    *violations({ events }) {
      const holding = new Map<string, HistoryEvent>();
      for (const event of events) {
        if (ends.includes(event.type)) holding.delete(event.node);
        if (event.type !== gains) continue;
        holding.set(event.node, event);
        if (holding.size > n) {
          yield { invariant: name, timeline: [...holding.values()] };
          // Told once: everybody who comes after stands in the same crowd.
          holding.delete([...holding.keys()][0] as string);
        }
        yield undefined;
      }
    },
  };
}
