import { type Content, h, type VNode } from '../dom/h.ts';

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => Content;
  readonly numeric?: boolean;
}

/**
 * A table that becomes a list of cards where it does not fit. Laying it out otherwise would take its meaning from
 * screen readers, so the roles are written down.
 */
export function table<T>(
  caption: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  keyOf: (row: T) => string,
): VNode {
  return h(
    'table',
    { role: 'table' },
    h('caption', { class: 'unseen' }, caption),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        columns.map(({ title, numeric }) =>
          h('th', { role: 'columnheader', scope: 'col', class: numeric ? 'numeric' : undefined }, title),
        ),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row) =>
        h(
          'tr',
          { role: 'row', key: keyOf(row) },
          columns.map(({ title, cell, numeric }) =>
            h(
              'td',
              { role: 'cell', class: numeric ? 'numeric' : undefined },
              title && h('span', { class: 'cell-title', 'aria-hidden': 'true' }, title),
              h('div', null, cell(row)),
            ),
          ),
        ),
      ),
    ),
  );
}
