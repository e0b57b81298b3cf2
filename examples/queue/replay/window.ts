import { parseInstant } from '../arguments.ts';
import { QueueError } from '../errors.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
}

export function parseWindow({ from, to }: { from?: string | undefined; to?: string | undefined }): Window {
  const window = { from: parseInstant('--from', from), to: parseInstant('--to', to) };
  if (window.to > window.from) return window;
  throw new QueueError('bad-argument', `--to ${to} is not after --from ${from}`);
}

/** The part that lies behind us: a slot still to come is not one that was missed. */
export function untilNow({ from, to }: Window, now: number): Window {
  if (from < now) return { from, to: Math.min(to, now) };
  const text = `--from ${new Date(from).toISOString()} is still to come: nothing is recorded of it`;
  throw new QueueError('bad-argument', text);
}
