import { FAULT_KINDS, FAULT_WORDS, type FaultKind } from '../../../kit/faults/index.ts';
import type { HistoryEvent, Violation } from '../../../kit/history/index.ts';

/** A stretch of time in one node's lane. */
export interface Span {
  kind: FaultKind | 'lease' | 'run';
  from: number;
  to: number;
  title: string;
  /** A run that did not get to write. */
  broken?: boolean;
}

export interface Mark {
  kind: 'writes' | 'violation';
  at: number;
  title: string;
}

export interface Lane {
  node: string;
  spans: Span[];
  marks: Mark[];
}

const GAINS = ['acquires', 'takes over'];
const ENDS = ['writes', 'loses', 'is refused', 'is killed', 'crashes'];

/** What happened, sorted into one lane per node: leases and runs from the history, faults as they were inflicted. */
export function lanesOf(
  nodes: readonly string[],
  events: readonly HistoryEvent[],
  violations: readonly Violation[],
  end: number,
): Lane[] {
  const broke = new Set(violations.map(({ timeline }) => timeline.at(-1)));
  const lanes = [...nodes, 'redis'].map((node): Lane => {
    const own = events.filter((event) => event.node === node);
    return {
      node,
      spans: [
        ...faultSpans(own, end),
        ...workSpans(own, GAINS, 'lease', end),
        ...workSpans(own, ['starts'], 'run', end),
      ],
      marks: own.filter(({ type }) => type === 'writes').map((event) => markOf(event, broke.has(event))),
    };
  });
  const lost = [...broke].filter((event) => event?.node === 'nobody') as HistoryEvent[];
  return lost.length === 0 ? lanes : [...lanes, laneOfTheLost(lost)];
}

/** What nobody did has no node's lane, and no moment but the one it was due. */
function laneOfTheLost(events: readonly HistoryEvent[]): Lane {
  const marks = events.map(
    ({ slot = 0 }): Mark => ({ kind: 'violation', at: slot, title: `nobody writes slot ${slot}` }),
  );
  return { node: 'nobody', spans: [], marks };
}

function faultSpans(events: readonly HistoryEvent[], end: number): Span[] {
  const spans: Span[] = [];
  for (const kind of FAULT_KINDS) {
    const [begins, ends] = FAULT_WORDS[kind];
    for (const event of events) {
      // A node and Redis are killed with the same word; which fault it was, the lane says.
      if (event.type !== begins || (kind === 'redis-restart') !== (event.node === 'redis')) continue;
      const to = events.find(({ type, t }) => type === ends && t >= event.t)?.t ?? end;
      spans.push({ kind, from: event.t, to, title: sentence(event) });
    }
  }
  return spans;
}

function workSpans(
  events: readonly HistoryEvent[],
  begins: readonly string[],
  kind: 'lease' | 'run',
  end: number,
): Span[] {
  return events
    .filter(({ type }) => begins.includes(type))
    .map((event) => {
      const over = events.find(
        ({ t, type, slot }) => t >= event.t && ENDS.includes(type) && (slot === event.slot || slot === undefined),
      );
      return { kind, from: event.t, to: over?.t ?? end, title: sentence(event), broken: over?.type !== 'writes' };
    });
}

const markOf = (event: HistoryEvent, isViolation: boolean): Mark => ({
  kind: isViolation ? 'violation' : 'writes',
  at: event.t,
  title: sentence(event),
});

function sentence({ t, node, type, slot, token, note }: HistoryEvent): string {
  const details = [slot === undefined ? '' : `slot ${slot}`, token === undefined ? '' : `token ${token}`, note ?? ''];
  return `${node} ${type} at ${t} ms${details
    .filter(Boolean)
    .map((text) => `, ${text}`)
    .join('')}`;
}
