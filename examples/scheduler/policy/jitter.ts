/**
 * How long after each slot a job starts. Derived from its name: the same at every tick, after every restart and on
 * every machine, so that the distance between two starts stays the period.
 */
export function startDelayMs(job: string, jitterMs: number): number {
  if (jitterMs === 0) return 0;
  return Math.floor((hash(job) / 2 ** 32) * jitterMs);
}

/** FNV-1a, then a last mix so that names that differ in one digit land far apart. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
  return (state ^ (state >>> 16)) >>> 0;
}
