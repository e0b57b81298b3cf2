import type { NodeJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { h, type VNode } from '../dom/h.ts';
import { formatAgo, formatDuration } from '../format.ts';
import { hrefOf } from '../route.ts';
import type { State } from '../state/state.ts';
import { empty, instant, loaded } from './parts.ts';
import { table } from './table.ts';

export function nodesView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'nodes' },
    h('h1', { tabindex: -1 }, 'Nodes'),
    loaded(
      { value: state.nodes, error: state.stats.error },
      (nodes) =>
        nodes.length === 0
          ? empty('No node has reported yet')
          : table('Nodes and their work', columns(state), nodes, ({ id }) => id),
      act.reload,
    ),
  );
}

const columns = ({ now }: State) => [
  { title: 'Node', cell: ({ id }: NodeJson) => h('strong', null, id) },
  { title: 'Role', cell: ({ role }: NodeJson) => role },
  { title: 'Started', cell: ({ startedAt }: NodeJson) => instant(startedAt, now) },
  {
    title: 'Up for',
    numeric: true,
    cell: ({ startedAt }: NodeJson) => formatDuration(Math.max(0, now - Date.parse(startedAt))),
  },
  { title: 'Last seen', cell: ({ lastSeenAt }: NodeJson) => formatAgo(lastSeenAt, now) },
  { title: 'Works on', cell: ({ running }: NodeJson) => work(running) },
];

function work(running: NodeJson['running']): VNode {
  if (running.length === 0) return h('span', { class: 'quiet' }, 'idle');
  return h(
    'ul',
    { class: 'bare' },
    running.map(({ id, task }) => h('li', { key: id }, h('a', { href: hrefOf({ view: 'execution', id }) }, task))),
  );
}
