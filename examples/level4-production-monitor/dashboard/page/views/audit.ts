import type { Actions } from '../actions.ts';
import { h, type VNode } from '../dom/h.ts';
import type { AuditJson, State } from '../state/state.ts';
import { empty, instant, loaded } from './parts.ts';
import { table } from './table.ts';

export function auditView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'audit' },
    h('h1', { tabindex: -1 }, 'Audit log'),
    state.role === 'viewer'
      ? empty('Who did what is for the admin to read')
      : loaded(
          state.audit,
          (entries) =>
            entries.length === 0
              ? empty('Nobody has changed anything yet')
              : table(
                  'Who did what',
                  columns(state),
                  entries,
                  (entry) => `${entry.at} ${entry.action} ${entry.target}`,
                ),
          act.reload,
        ),
  );
}

const columns = ({ now }: State) => [
  { title: 'When', cell: ({ at }: AuditJson) => instant(at, now) },
  { title: 'Who', cell: ({ who, role }: AuditJson) => (who === role ? who : `${who} (${role})`) },
  { title: 'Action', cell: ({ action }: AuditJson) => h('code', null, action) },
  { title: 'On', cell: ({ target }: AuditJson) => h('code', { class: 'why' }, target) },
  { title: 'Answer', numeric: true, cell: ({ status }: AuditJson) => status },
];
