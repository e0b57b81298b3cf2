import type { HistoryEvent } from '#kit';
import type { Invariant } from './fault-lab.ts';
import { isHopeless } from './story.ts';

const orderOf = ({ note = '' }: HistoryEvent): string => note.split(':')[0] ?? '';
const all = (events: readonly HistoryEvent[], type: string): HistoryEvent[] =>
  events.filter((event) => event.type === type);

/** What was said of one order, and the faults of those who had it in hand: enough to see what went wrong. */
function storyOf(order: string, events: readonly HistoryEvent[], last: HistoryEvent): HistoryEvent[] {
  const own = events.filter((event) => event.note !== undefined && orderOf(event) === order && event !== last);
  const hands = new Set(all(own, 'takes').map(({ node }) => node));
  const from = own[0]?.t ?? 0;
  const faults = events.filter(({ node, type, t }) => hands.has(node) && FAULTS.has(type) && t >= from && t <= last.t);
  return [...own, ...faults]
    .filter(({ t }) => t <= last.t)
    .sort((a, b) => a.t - b.t)
    .concat(last);
}

const FAULTS = new Set(['is killed', 'is blocked']);

/** Each is a promise to somebody outside: the customer, the bank's auditor, whoever reads the dead letters. */
const paidOnce: Invariant = {
  name: 'no refund is paid twice',
  *violations({ events }) {
    const paid = new Set<string>();
    for (const event of all(events, 'pays')) {
      const order = orderOf(event);
      if (paid.has(order)) yield { invariant: this.name, timeline: storyOf(order, events, event) };
      paid.add(order);
    }
  },
};

const accountedFor: Invariant = {
  name: 'every accepted refund is paid, or lies with the dead letters',
  *violations({ events }) {
    const known = new Set([...all(events, 'pays'), ...all(events, 'buries')].map(orderOf));
    for (const order of new Set(all(events, 'accepts').map(orderOf))) {
      if (!known.has(order))
        yield {
          invariant: this.name,
          timeline: storyOf(order, events, { ...(events.at(-1) as HistoryEvent), type: 'accounts for it' }),
        };
    }
  },
};

const hopelessUnpaid: Invariant = {
  name: 'what is hopeless is tried once and not paid',
  *violations({ events }) {
    for (const event of all(events, 'pays').filter((one) => isHopeless(orderOf(one))))
      yield { invariant: this.name, timeline: storyOf(orderOf(event), events, event) };
    for (const letter of all(events, 'buries').filter((one) => isHopeless(orderOf(one)))) {
      const order = orderOf(letter);
      const before = events.filter((event) => orderOf(event) === order && event.t <= letter.t);
      const asked = all(before, 'accepts').length;
      const faulty = storyOf(order, events, letter).some(({ type }) => FAULTS.has(type));
      if (!faulty && all(before, 'takes').length > Math.max(asked, 1))
        yield { invariant: this.name, timeline: storyOf(order, events, letter) };
    }
  },
};

const patient: Invariant = {
  name: 'a bank that is away for a moment costs nobody a refund',
  *violations({ events }) {
    for (const letter of all(events, 'buries')) {
      const order = orderOf(letter);
      if (isHopeless(order) || letter.note?.includes('stalled')) continue;
      yield { invariant: this.name, timeline: storyOf(order, events, letter) };
    }
  },
};

export const RULES = [paidOnce, accountedFor, hopelessUnpaid, patient];
