import type { AlertJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { h, type VNode } from '../dom/h.ts';
import { formatAgo } from '../format.ts';
import { hrefOf } from '../route.ts';
import type { State } from '../state/state.ts';
import { adminButton, badge, empty, instant, loaded } from './parts.ts';
import { table } from './table.ts';

export function alertsView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'alerts' },
    h('h1', { tabindex: -1 }, 'Alerts'),
    loaded(
      state.alerts,
      (alerts) => {
        const open = alerts.filter(({ state: is }) => is !== 'closed');
        const closed = alerts.filter(({ state: is }) => is === 'closed');
        return [
          open.length > 0
            ? table('Open alerts', columns(state, act), open, ({ id }) => id)
            : empty(
                'Nothing is wrong',
                h('p', null, 'Alerts open on failures in a row, missing successes, missed slots and overruns.'),
              ),
          closed.length > 0 &&
            h(
              'section',
              { key: 'closed' },
              h('h2', null, 'Closed'),
              table('Closed alerts', columns(state, act), closed, ({ id }) => id),
            ),
        ];
      },
      act.reload,
    ),
  );
}

const columns = (state: State, act: Actions) => [
  { title: 'State', cell: ({ state: is }: AlertJson) => badge(is) },
  {
    title: 'Task',
    cell: ({ task }: AlertJson) =>
      task === null ? 'the monitor' : h('a', { class: 'name', href: hrefOf({ view: 'task', id: task }) }, task),
  },
  { title: 'Rule', cell: ({ rule }: AlertJson) => rule },
  { title: 'What', cell: ({ message }: AlertJson) => h('span', { class: 'why' }, message) },
  { title: 'Seen', numeric: true, cell: ({ count }: AlertJson) => `${count} ×` },
  { title: 'Since', cell: ({ openedAt }: AlertJson) => instant(openedAt, state.now) },
  { title: 'Answer', cell: (alert: AlertJson) => ending(state, act, alert) },
];

function ending(state: State, act: Actions, alert: AlertJson) {
  const { id, state: is, task, rule, acknowledgedBy, closedAt } = alert;
  if (is === 'closed') return h('span', { class: 'quiet' }, `closed ${formatAgo(closedAt, state.now)}`);
  if (is === 'acknowledged') return h('span', { class: 'quiet' }, `${acknowledgedBy ?? 'somebody'} is on it`);
  return adminButton(state, {
    label: 'Acknowledge',
    describes: `${rule} of ${task ?? 'the monitor'}`,
    busy: state.busy.has(id),
    onclick: () => act.acknowledge(id),
  });
}
