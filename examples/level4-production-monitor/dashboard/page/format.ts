/** Instants and durations in words. Everything takes its zone and its now: the same figures read the same in a test. */
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `40 ms`, `1.2 s`, `3 min 20 s`, `2 d 4 h`: two units at most. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${trim(ms / 1_000)} s`;
  const rounded = Math.round(ms / 1_000) * 1_000;
  const at = UNITS.findIndex(([, size]) => rounded >= size);
  const [unit, size] = UNITS[at]!;
  const [smaller, smallerSize] = UNITS[at + 1] ?? ['', 0];
  const rest = smallerSize ? Math.floor((rounded % size) / smallerSize) : 0;
  return `${Math.floor(rounded / size)} ${unit}${rest > 0 ? ` ${rest} ${smaller}` : ''}`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** How long until then. What should have begun already is due. */
export function formatCountdown(at: string | null, now: number): string {
  if (at === null) return '–';
  const left = Date.parse(at) - now;
  return left <= 0 ? 'due' : `in ${formatDuration(Math.ceil(left / 1_000) * 1_000)}`;
}

export function formatAgo(at: string | null, now: number): string {
  if (at === null) return 'never';
  const past = now - Date.parse(at);
  return past < 1_500 ? 'just now' : `${formatDuration(Math.floor(past / 1_000) * 1_000)} ago`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(key, format);
  return format;
}

const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const DAY = { day: '2-digit', month: 'short', year: 'numeric' } as const;

/** In the reader's zone, or in another one by name; the day only when it is not today. */
export function formatInstant(at: string, now: number, zone?: string): string {
  const date = new Date(at);
  const day = formatIn(zone, DAY).format(date);
  const time = formatIn(zone, TIME).format(date);
  return day === formatIn(zone, DAY).format(now) ? time : `${day}, ${time}`;
}

export function formatHour(at: number, zone?: string): string {
  return formatIn(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

export function formatUtc(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
