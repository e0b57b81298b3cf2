import type { ExecutionJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { h, type VNode } from '../dom/h.ts';
import { formatDuration } from '../format.ts';
import { hrefOf } from '../route.ts';
import type { State } from '../state/state.ts';
import { badge, button, choices, empty, instant, loaded } from './parts.ts';
import { table } from './table.ts';

const STATUSES = ['', 'running', 'success', 'failed', 'timeout', 'missed', 'skipped', 'cancelled', 'abandoned'];

export function historyView(state: State, act: Actions): VNode {
  const { history } = state;
  return h(
    'section',
    { key: 'history', 'aria-labelledby': 'history' },
    h('h2', { id: 'history' }, 'History'),
    choices(
      'Outcome',
      STATUSES.map((status) => ({ value: status, text: status || 'All' })),
      history.status,
      act.historyStatus,
    ),
    loaded(
      history,
      ({ items, next }) =>
        items.length === 0
          ? empty(history.status ? `Nothing here is ${history.status}` : 'It has not run yet')
          : [
              table('Executions, the latest first', columns(state), items, ({ id }) => id),
              next !== null && h('p', { key: 'more' }, button({ label: 'Show older', onclick: act.olderHistory })),
            ],
      act.reload,
    ),
  );
}

const columns = ({ now }: State) => [
  {
    title: 'Slot',
    cell: ({ id, slot }: ExecutionJson) =>
      h('a', { class: 'name', href: hrefOf({ view: 'execution', id }) }, instant(slot, now)),
  },
  { title: 'Outcome', cell: ({ status }: ExecutionJson) => badge(status) },
  { title: 'Attempt', numeric: true, cell: ({ attempt }: ExecutionJson) => attempt },
  { title: 'Duration', numeric: true, cell: (run: ExecutionJson) => formatDuration(durationOf(run, now)) },
  { title: 'Late by', numeric: true, cell: ({ latenessMs }: ExecutionJson) => formatDuration(latenessMs) },
  { title: 'Cause', cell: ({ cause }: ExecutionJson) => cause },
  { title: 'Why', cell: ({ error, note }: ExecutionJson) => h('span', { class: 'why' }, error?.message ?? note ?? '') },
];

/** A run that goes on has a duration too: so far. */
export function durationOf({ status, startedAt, durationMs }: ExecutionJson, now: number): number | null {
  if (durationMs !== null || startedAt === null || (status !== 'running' && status !== 'retrying')) return durationMs;
  return Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1_000) * 1_000);
}
