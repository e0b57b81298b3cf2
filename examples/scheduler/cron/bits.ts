/** Sets of small numbers as the bits of one or two 32-bit integers: the next member is one instruction away. */

/** What the searches answer when there is no such member. */
export const NONE = -1;

/** The smallest member not below `from`, which is at most 31. */
export function firstFrom(mask: number, from: number): number {
  const rest = mask & (-1 << from);
  return rest === 0 ? NONE : 31 - Math.clz32(rest & -rest);
}

/** The largest member not above `to`, which is at most 31. */
export function lastUpTo(mask: number, to: number): number {
  const rest = mask & (-1 >>> (31 - to));
  return rest === 0 ? NONE : 31 - Math.clz32(rest);
}

export function maskOf(values: readonly number[]): number {
  return values.reduce((mask, value) => mask | (1 << value), 0);
}

/** Members from 0 to 63. */
export interface WideSet {
  low: number;
  high: number;
}

export function wideSetOf(values: readonly number[]): WideSet {
  return {
    low: maskOf(values.filter((value) => value < 32)),
    high: maskOf(values.filter((value) => value >= 32).map((value) => value - 32)),
  };
}

export function firstOfWideFrom(set: WideSet, from: number): number {
  if (from < 32) {
    const found = firstFrom(set.low, from);
    if (found !== NONE) return found;
    return upper(firstFrom(set.high, 0));
  }
  return from < 64 ? upper(firstFrom(set.high, from - 32)) : NONE;
}

export function lastOfWideUpTo(set: WideSet, to: number): number {
  if (to >= 32) {
    const found = lastUpTo(set.high, to - 32);
    if (found !== NONE) return found + 32;
    return lastUpTo(set.low, 31);
  }
  return to >= 0 ? lastUpTo(set.low, to) : NONE;
}

function upper(found: number): number {
  return found === NONE ? NONE : found + 32;
}
