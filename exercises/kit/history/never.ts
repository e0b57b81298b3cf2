import type { Invariant } from './verdict.ts';

/** One kind of event that must not come up. */
export function never(type: string, name: string): Invariant {
  return {
    name,
    *violations({ events }) {
      for (const event of events) yield event.type === type ? { invariant: name, timeline: [event] } : undefined;
    },
  };
}
