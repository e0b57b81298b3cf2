import type { StatsJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { niceCeiling, percentAt, ticks } from '../figures/scale.ts';
import { formatDuration, formatHour, plural } from '../format.ts';
import type { State } from '../state/state.ts';
import { choices, facts, loaded } from './parts.ts';

type Bucket = StatsJson['buckets'][number];

const HEIGHT = 120;
const SPANS = [
  { value: '1', text: '1 hour' },
  { value: '6', text: '6 hours' },
  { value: '24', text: '24 hours' },
  { value: '168', text: '7 days' },
];

export function chartsView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'charts' },
    h('h1', { tabindex: -1 }, 'Charts'),
    choices('Window', SPANS, String(state.stats.hours), (hours) => act.statsHours(Number(hours))),
    loaded(state.stats, (stats) => [totals(stats), charts(stats)], act.reload),
  );
}

function totals({ tasks, outcomes, running, queued, openAlerts }: StatsJson): VNode {
  const sum = Object.values(outcomes).reduce((total, count) => total + count, 0);
  return h(
    'div',
    { class: 'totals', key: 'totals' },
    facts(
      ['Runs', sum.toLocaleString('en')],
      ...Object.entries(outcomes)
        .toSorted(([, one], [, other]) => other - one)
        .map(([status, count]) => [status, count.toLocaleString('en')] as const),
      ['Tasks', tasks.total],
      ['Running now', running],
      ['Waiting', queued],
      ['Open alerts', openAlerts],
    ),
  );
}

function charts(stats: StatsJson): Content {
  const { buckets } = stats;
  const runs = (bucket: Bucket) => bucket.success + bucket.failed + bucket.other;
  const most = niceCeiling(Math.max(...buckets.map(runs)));
  const worst = niceCeiling(Math.max(...buckets.map(({ failed }) => failed)));
  const longest = niceCeiling(Math.max(...buckets.map(({ p95Ms }) => p95Ms ?? 0)));
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((total, bucket) => total + of(bucket), 0);
  return h(
    'div',
    { class: 'charts', key: 'charts' },
    figure(
      'Throughput',
      plural(sum(runs), 'run'),
      String(most),
      stats,
      bars(stats, most, ['success', 'other', 'failed']),
    ),
    figure(
      'Failures',
      plural(
        sum(({ failed }) => failed),
        'failure',
      ),
      String(worst),
      stats,
      bars(stats, worst, ['failed']),
    ),
    figure(
      'Durations',
      `median and 95th percentile, up to ${formatDuration(Math.max(...buckets.map(({ p95Ms }) => p95Ms ?? 0)))}`,
      formatDuration(longest),
      stats,
      [line(stats, longest, 'p95Ms'), line(stats, longest, 'p50Ms')],
    ),
  );
}

function figure(title: string, words: string, ceiling: string, { since, until }: StatsJson, drawing: Content): VNode {
  const [from, to] = [Date.parse(since), Date.parse(until)];
  const marks = ticks(from, to, 5, -new Date(to).getTimezoneOffset() * 60_000).filter(
    (at) => percentAt(at, from, to) > 6 && percentAt(at, from, to) < 94,
  );
  return h(
    'figure',
    { key: title },
    h('figcaption', null, h('h2', null, title), h('span', { class: 'quiet' }, words)),
    h('span', { class: 'ceiling quiet', 'aria-hidden': 'true' }, ceiling),
    h('svg', { class: 'plot', role: 'img', 'aria-label': `${title}: ${words}`, height: HEIGHT }, drawing),
    h(
      'svg',
      { class: 'ticks', 'aria-hidden': 'true', height: 18 },
      marks.map((at) => h('text', { key: String(at), x: `${percentAt(at, from, to)}%`, y: 13 }, tickOf(at, to - from))),
    ),
  );
}

function tickOf(at: number, span: number): string {
  if (span <= 2 * 86_400_000) return formatHour(at);
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

/** Stacked, failures on top where they are seen. */
function bars({ buckets }: StatsJson, ceiling: number, kinds: readonly ('success' | 'other' | 'failed')[]): Content {
  const width = 100 / buckets.length;
  return buckets.map((bucket, at) => {
    let top = HEIGHT;
    return h(
      'g',
      { key: bucket.at },
      kinds.map((kind) => {
        const height = (bucket[kind] / ceiling) * HEIGHT;
        top -= height;
        return (
          height > 0 &&
          h('rect', {
            key: kind,
            class: `s-${kind}`,
            x: `${at * width + width * 0.1}%`,
            width: `${width * 0.8}%`,
            y: top,
            height,
          })
        );
      }),
      h(
        'title',
        { key: 'title' },
        `${formatHour(Date.parse(bucket.at))}: ${kinds.map((kind) => `${bucket[kind]} ${kind}`).join(', ')}`,
      ),
    );
  });
}

/** A point for every slice that has one, and a line through them: one busy slice alone would make no line. */
function line({ buckets }: StatsJson, ceiling: number, kind: 'p50Ms' | 'p95Ms'): Content {
  const points = buckets.flatMap((bucket, at) => {
    const value = bucket[kind];
    return value === null ? [] : [{ at, value, x: at + 0.5, y: HEIGHT - (value / ceiling) * HEIGHT }];
  });
  const frame = `0 0 ${buckets.length} ${HEIGHT}`;
  return [
    h(
      'svg',
      { key: kind, viewBox: frame, preserveAspectRatio: 'none', width: '100%', height: '100%' },
      h('polyline', {
        class: kind,
        points: points.map(({ x, y }) => `${x},${y}`).join(' '),
        'vector-effect': 'non-scaling-stroke',
      }),
    ),
    points.map(({ at, value, x, y }) =>
      h(
        'circle',
        { key: `${kind} ${at}`, class: kind, cx: `${(x / buckets.length) * 100}%`, cy: y, r: 2.5 },
        h('title', null, `${formatHour(Date.parse(buckets[at]!.at))}: ${formatDuration(value)}`),
      ),
    ),
  ];
}
