import type { Due, MisfirePolicy, Settled } from '../exercise.ts';

export function dueSince(cursor: number, now: number, everyMs: number, limit: number): Due {
  const first = Math.floor(cursor / everyMs) + 1;
  const last = Math.floor(now / everyMs);
  // Counted, not walked: a job of every second that slept for a year has 31 million slots.
  const count = Math.max(0, last - first + 1);
  const listed = Math.min(count, limit);
  return {
    slots: Array.from({ length: listed }, (_, index) => (last - listed + 1 + index) * everyMs),
    unlisted: 0,
    cursor: Math.max(cursor, now),
  };
}

export function settle(slots: readonly number[], now: number, policy: MisfirePolicy): Settled {
  const inGrace = slots.filter((slot) => now - slot <= policy.graceMs);
  const run = chosen(inGrace, slots.length, policy);
  // Whatever does not run is missed: derived from the first answer, so that nothing can fall between the two.
  return { run, missed: slots.filter((slot) => !run.includes(slot)) };
}

function chosen(inGrace: number[], backlog: number, { coalesce, maxCatchUp }: MisfirePolicy): number[] {
  if (coalesce === 'all') return inGrace.slice(-maxCatchUp);
  if (coalesce === 'none' && backlog > 1) return [];
  return inGrace.slice(-1);
}
