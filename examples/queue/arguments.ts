import { QueueError } from './errors.ts';

export function parseZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new QueueError('bad-argument', `--zone is "${text}": expected a time zone such as UTC or Europe/Berlin`);
  }
}

/** Two weeks of a run every few seconds still fit into memory, and onto nobody's screen. */
export function parseHours(text: string): number {
  const hours = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (hours > 0 && hours <= 336) return hours;
  throw new QueueError('bad-argument', `--hours is "${text}": expected a number above 0 and up to 336`);
}

/** An instant as people write it; without a zone it is UTC, not that of whichever machine reads it. */
export function parseInstant(option: string, text: string | undefined): number {
  const zoned =
    text && /^\d{4}-\d{2}-\d{2}(T[\d:.]+)?$/.test(text) ? `${text.includes('T') ? text : `${text}T00:00`}Z` : text;
  const instant = Date.parse(zoned ?? '');
  if (Number.isFinite(instant)) return instant;
  const given = text === undefined ? 'missing' : `"${text}"`;
  throw new QueueError(
    'bad-argument',
    `${option} is ${given}: expected an instant such as 2026-11-21 or 2026-11-21T18:00`,
  );
}

export function parseWhole(option: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new QueueError('bad-argument', `${option} is "${text}": expected a whole number from ${from} to ${to}`);
}
