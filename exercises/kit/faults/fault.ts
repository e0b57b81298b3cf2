/** What is done to the world, and for how long. Every fault heals: what is asked is how nodes live through it. */
export type FaultKind = 'kill' | 'pause' | 'skew' | 'redis-restart' | 'partition';

export const FAULT_KINDS: readonly FaultKind[] = ['kill', 'pause', 'skew', 'redis-restart', 'partition'];

export interface Fault {
  atMs: number;
  /** `redis` for what hits the server. */
  node: string;
  kind: FaultKind;
  /** A killed node is down, a paused one stands still, a partitioned one is cut off, a clock is wrong for this long. */
  forMs: number;
  /** How far a skewed clock is off. */
  byMs?: number;
}

/** What the history says of it. */
export const FAULT_WORDS: Record<FaultKind, [begins: string, ends: string]> = {
  kill: ['is killed', 'starts again'],
  pause: ['is paused', 'goes on'],
  skew: ['is given a wrong clock', 'is given the right time'],
  'redis-restart': ['is killed', 'starts again, empty'],
  partition: ['is cut off', 'is connected again'],
};
