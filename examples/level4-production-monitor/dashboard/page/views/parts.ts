import { type Content, h, type VNode } from '../dom/h.ts';
import { formatInstant, formatUtc } from '../format.ts';
import type { Loaded, State } from '../state/state.ts';

/** What all views are built of. */
export interface ButtonOptions {
  readonly label: string;
  readonly onclick: () => void;
  readonly kind?: 'plain' | 'primary' | 'danger';
  /** For whoever does not see which row it stands in. */
  readonly describes?: string;
  readonly busy?: boolean;
  readonly type?: 'button' | 'submit';
}

export function button({
  label,
  onclick,
  kind = 'plain',
  describes,
  busy = false,
  type = 'button',
}: ButtonOptions): VNode {
  return h(
    'button',
    {
      type,
      class: `button ${kind}`,
      'aria-label': describes && `${label} ${describes}`,
      'aria-busy': busy ? 'true' : undefined,
      onclick: busy ? () => {} : onclick,
    },
    label,
  );
}

const NEEDS_ADMIN = 'This takes the admin token; yours is for viewing.';

/** An action that a viewer may see but not take: it stays in reach of the keyboard, and says why nothing happens. */
export function adminButton(state: State, options: ButtonOptions): VNode {
  if (state.role !== 'viewer') return button(options);
  const { label, kind = 'plain', describes } = options;
  return h(
    'button',
    {
      type: 'button',
      class: `button ${kind}`,
      'aria-disabled': 'true',
      'aria-label': `${label}${describes ? ` ${describes}` : ''}: ${NEEDS_ADMIN}`,
      title: NEEDS_ADMIN,
    },
    label,
  );
}

/** An instant in the reader's zone, with UTC on hover. */
export function instant(at: string | null, now: number): VNode | string {
  if (at === null) return '–';
  return h('time', { datetime: at, title: formatUtc(at) }, formatInstant(at, now));
}

export function badge(status: string): VNode {
  return h('span', { class: `badge s-${status}` }, status);
}

export function facts(...pairs: readonly (readonly [string, Content] | null)[]): VNode {
  return h(
    'dl',
    { class: 'facts' },
    pairs.flatMap((pair) => (pair ? [h('div', { key: pair[0] }, h('dt', null, pair[0]), h('dd', null, pair[1]))] : [])),
  );
}

/** The same for every part that waits: its figures, or that they are on their way, or why they did not come. */
export function loaded<T>({ value, error }: Loaded<T>, view: (value: T) => Content, retry: () => void): Content {
  const problem =
    error !== null &&
    h(
      'div',
      { class: 'problem', role: 'alert', key: 'problem' },
      h('p', null, error),
      button({ label: 'Try again', onclick: retry }),
    );
  if (value !== null) return [problem, view(value)];
  return problem || h('p', { class: 'loading', key: 'loading' }, 'Loading…');
}

export function empty(title: string, ...more: Content[]): VNode {
  return h('div', { class: 'empty', key: 'empty' }, h('p', { class: 'title' }, title), more);
}

/** A choice of one among few, as links between which the keyboard moves like between any others. */
export function choices(
  label: string,
  options: readonly { readonly value: string; readonly text: Content }[],
  current: string,
  onchoose: (value: string) => void,
): VNode {
  return h(
    'div',
    { class: 'choices', role: 'group', 'aria-label': label },
    options.map(({ value, text }) =>
      h(
        'button',
        { key: value, type: 'button', 'aria-pressed': String(value === current), onclick: () => onchoose(value) },
        text,
      ),
    ),
  );
}
