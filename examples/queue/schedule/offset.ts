import { createHash } from 'node:crypto';
import type { Trigger } from './trigger.ts';

/**
 * Where in the spread a schedule lies. It follows from the name alone, so every beat and every restart gives the same
 * answer: jitter that is rolled anew each time makes two beats disagree and slots wander. Never beyond the interval.
 */
export function stableOffset(name: string, spreadMs: number, trigger: Trigger): number {
  const room = 'everyMs' in trigger ? Math.min(spreadMs, trigger.everyMs) : spreadMs;
  if (room <= 0) return 0;
  return Math.floor(fraction(name) * room);
}

function fraction(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;
}
