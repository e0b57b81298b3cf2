const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** How far away something is, in the two units that matter: in 2 hours 5 minutes. */
export function distance(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000) * 1000);
  const words: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    else if (words.length > 0) break;
    if (words.length === 2 || (unit === 'day' && count >= 10)) break;
  }
  return words.length === 0 ? 'now' : `in ${words.join(' ')}`;
}
