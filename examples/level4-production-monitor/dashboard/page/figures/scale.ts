/** A round figure at or above the largest value, so that an axis ends on something people can read. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((candidate) => candidate * magnitude >= value) ?? 10;
  return step * magnitude;
}

/** Where an instant lies in a window, in percent, kept inside it. */
export function percentAt(at: number, from: number, to: number): number {
  const share = ((at - from) / (to - from)) * 100;
  return Math.round(Math.min(100, Math.max(0, share)) * 100) / 100;
}

const STEPS_MS = [
  600_000,
  1_800_000,
  3_600_000,
  2 * 3_600_000,
  6 * 3_600_000,
  12 * 3_600_000,
  86_400_000,
  2 * 86_400_000,
];

/** Round instants in a window, about as many as asked for. `offsetMs` is the reader's distance from UTC. */
export function ticks(from: number, to: number, wanted: number, offsetMs: number): number[] {
  const step = STEPS_MS.find((candidate) => (to - from) / candidate <= wanted) ?? STEPS_MS.at(-1)!;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  const found: number[] = [];
  for (let at = first; at < to; at += step) found.push(at);
  return found;
}
