/** A number in [0, 1), as `Math.random`. Handed in wherever chance plays a part, so that a seed replays a run. */
export type Random = () => number;

/** The same numbers from the same seed, on every machine (mulberry32: one 32-bit state, good enough for schedules). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
