import type { HistoryEvent } from './event.ts';
import type { Verdict, Violation } from './verdict.ts';

/** `t=0 A acquires · t=5000 lease ends · t=5001 B acquires · t=5200 A writes ✗`: the last event is where it broke. */
export function formatTimeline(events: readonly HistoryEvent[]): string {
  return `${events.map(formatEvent).join(' · ')} ✗`;
}

export function formatEvent({ t, node, type, slot, token, note }: HistoryEvent): string {
  const about = [slot === undefined ? '' : `slot ${slot}`, token === undefined ? '' : `token ${token}`, note ?? ''];
  const details = about.filter(Boolean).join(', ');
  return `t=${Math.round(t)} ${node} ${type}${details ? ` (${details})` : ''}`;
}

export const formatViolation = ({ invariant, timeline }: Violation): string =>
  `${invariant}: ${formatTimeline(timeline)}`;

/** A verdict in a line or a few, the most telling violation first: the one with the fewest events. */
export function formatVerdict({ verdict, violations, doubts }: Verdict, most = 3): string {
  const shown = [...violations].sort((a, b) => a.timeline.length - b.timeline.length).slice(0, most);
  const more = violations.length - shown.length;
  return [
    verdict,
    ...shown.map((violation) => `  ${formatViolation(violation)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...doubts.map((doubt) => `  unclear: ${doubt}`),
  ].join('\n');
}
