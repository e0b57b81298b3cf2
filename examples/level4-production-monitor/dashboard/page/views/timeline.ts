import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { type Lane, lanesOf, type Window } from '../figures/lanes.ts';
import { percentAt, ticks } from '../figures/scale.ts';
import { formatCountdown, formatHour, formatInstant, plural } from '../format.ts';
import { hrefOf } from '../route.ts';
import type { State, TimelineJson } from '../state/state.ts';
import { choices, empty, loaded } from './parts.ts';

const SPANS = [
  { value: '1', text: '1 hour' },
  { value: '6', text: '6 hours' },
  { value: '24', text: '24 hours' },
];

/** What ran and what will, one lane per task, as far back as ahead. */
export function timelineView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'timeline' },
    h('h1', { tabindex: -1 }, 'Timeline'),
    choices('Past and next', SPANS, String(state.timeline.hours), (hours) => act.timelineHours(Number(hours))),
    loaded(state.timeline, (value) => chart(state, value), act.reload),
  );
}

function chart(state: State, value: TimelineJson): Content {
  const span = state.timeline.hours * 3_600_000;
  // Drawn anew every ten seconds is often enough for a bar of minutes.
  const now = Math.floor(state.now / 10_000) * 10_000;
  const window: Window = { from: now - span, to: now + span, now };
  const names = state.tasks.value?.map(({ id }) => id) ?? [];
  const lanes = lanesOf(names, value.past, value.planned, window);
  if (lanes.length === 0) return empty('Nothing ran, and nothing is planned');
  return [
    reach(value, now),
    h(
      'div',
      { class: 'lanes', key: 'lanes' },
      axis(window),
      lanes.map((lane) => laneRow(lane, window)),
    ),
    legend(),
  ];
}

/** Said where the picture ends before its frame does, so that emptiness is not taken for rest. */
function reach({ pastFrom, plannedUntil }: TimelineJson, now: number): Content {
  const at = (instant: number) => formatInstant(new Date(instant).toISOString(), now);
  const words = [
    pastFrom !== null && `Runs are shown since ${at(pastFrom)}: there are too many to draw them all.`,
    plannedUntil !== null && `Planned runs are shown until ${at(plannedUntil)}.`,
  ].filter(Boolean);
  return words.length > 0 && h('p', { class: 'quiet', key: 'reach' }, words.join(' '));
}

function axis(window: Window): VNode {
  const { from, to, now } = window;
  const marks = ticks(from, to, 5, -new Date(now).getTimezoneOffset() * 60_000).filter(
    (at) => Math.abs(percentAt(at, from, to) - 50) > 9 && percentAt(at, from, to) > 4 && percentAt(at, from, to) < 96,
  );
  return h(
    'div',
    { class: 'lane axis', 'aria-hidden': 'true', key: 'axis' },
    h('span'),
    h(
      'svg',
      null,
      marks.map((at) => h('text', { key: String(at), x: `${percentAt(at, from, to)}%`, y: 14 }, formatHour(at))),
      h('text', { key: 'now', class: 'now', x: '50%', y: 14 }, 'now'),
    ),
  );
}

function laneRow({ task, bars, past, planned, nextAt }: Lane, { from, to, now }: Window): VNode {
  const ended = Object.entries(past).map(([status, count]) => `${count} ${status}`);
  const ahead = nextAt === null ? 'none planned' : `${planned} planned, the next ${formatCountdown(nextAt, now)}`;
  const words = `${task}: ${ended.join(', ') || 'no runs'}; ${ahead}`;
  const column = (at: number) => formatHour(from + (at / 100) * (to - from));
  return h(
    'div',
    { class: 'lane', key: task },
    h('a', { href: hrefOf({ view: 'task', id: task }) }, task),
    h(
      'svg',
      { role: 'img', 'aria-label': words },
      bars.map(({ left, width, status, count }) =>
        h(
          'rect',
          { key: String(left), class: `s-${status}`, x: `${left}%`, width: `${width}%`, y: 4, height: 16, rx: 1.5 },
          h('title', null, `${column(left)} ${plural(count, 'run')}, ${status}`),
        ),
      ),
      h('line', { key: 'now', class: 'now', x1: '50%', x2: '50%', y1: 0, y2: 24 }),
    ),
  );
}

function legend(): VNode {
  const kinds = ['success', 'failed', 'missed', 'skipped', 'cancelled', 'running', 'planned'];
  return h(
    'p',
    { class: 'legend', key: 'legend' },
    kinds.map((kind) =>
      h('span', { key: kind }, h('span', { class: `dot s-${kind}`, 'aria-hidden': 'true' }), ` ${kind}`),
    ),
    h('span', { key: 'note', class: 'quiet' }, 'Runs too close to tell apart share a bar in the colour of the worst.'),
  );
}
