import type { TaskJson } from '../../../api/schemas.ts';
import { h, memoize, type VNode } from '../dom/h.ts';
import { groupBy } from '../figures/group.ts';
import { sparkOf } from '../figures/spark.ts';
import { formatDuration, formatInstant, plural } from '../format.ts';
import { hrefOf } from '../route.ts';

type Recent = TaskJson['recent'];

/**
 * The latest runs as a row of bars, oldest first. The row is one stop for the Tab key; arrow keys move inside it, and
 * every bar leads to its run. Height and pattern say what the colour says.
 */
export const strip: (recent: Recent) => VNode = memoize((recent: Recent) =>
  recent.length === 0
    ? h('span', { class: 'quiet' }, 'no runs yet')
    : h(
        'ol',
        { class: 'strip', 'aria-label': summary(recent), onkeydown: moveInside },
        recent.map(({ id, status, slot, durationMs }, at) => {
          const words = `${status}, ${formatInstant(slot, 0)}${durationMs === null ? '' : `, ${formatDuration(durationMs)}`}`;
          return h(
            'li',
            { key: id },
            h('a', {
              href: hrefOf({ view: 'execution', id }),
              class: `s-${status}`,
              title: words,
              'aria-label': words,
              tabindex: at === recent.length - 1 ? 0 : -1,
            }),
          );
        }),
      ),
);

function summary(recent: Recent): string {
  const counts = groupBy(recent, ({ status }) => status);
  const parts = [...counts].map(([status, runs]) => `${runs.length} ${status}`);
  return `Last ${plural(recent.length, 'run')}: ${parts.join(', ')}`;
}

function moveInside(event: KeyboardEvent): void {
  const bars = [...(event.currentTarget as HTMLElement).querySelectorAll('a')];
  const at = bars.indexOf(event.target as HTMLAnchorElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
  if (to === undefined || !bars[to]) return;
  event.preventDefault();
  bars[to].focus();
}

/** Where the duration of its successes is heading. */
export const sparkline: (recent: Recent) => VNode = memoize((recent: Recent) => {
  const spark = sparkOf(recent);
  if (!spark) return h('span', { class: 'quiet' }, '–');
  const { points, latest, least, most } = spark;
  const words = `Durations from ${formatDuration(least)} to ${formatDuration(most)}, the latest ${formatDuration(latest)}`;
  return h(
    'span',
    { class: 'spark' },
    h(
      'svg',
      { role: 'img', 'aria-label': words, viewBox: '0 0 100 100', preserveAspectRatio: 'none' },
      h('title', null, words),
      h('polyline', { points, 'vector-effect': 'non-scaling-stroke' }),
    ),
    h('span', { class: 'number', 'aria-hidden': 'true' }, formatDuration(latest)),
  );
});
