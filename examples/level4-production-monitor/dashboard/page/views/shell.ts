import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { formatAgo, formatInstant } from '../format.ts';
import { hrefOf, type Route } from '../route.ts';
import type { State } from '../state/state.ts';
import { alertsView } from './alerts.ts';
import { auditView } from './audit.ts';
import { chartsView } from './charts.ts';
import { dialogs } from './dialogs.ts';
import { executionView } from './execution.ts';
import { nodesView } from './nodes.ts';
import { button, empty } from './parts.ts';
import { editTaskView, newTaskView } from './task-form.ts';
import { taskListView } from './task-list.ts';
import { taskPageView } from './task-page.ts';
import { timelineView } from './timeline.ts';

/** The whole page. */
export function shell(state: State, act: Actions): Content {
  return [
    h('a', { class: 'skip', href: '#main', key: 'skip', onclick: skip }, 'Skip to content'),
    header(state, act),
    banners(state),
    h('main', { id: 'main', key: 'main', class: state.link.state === 'lost' ? 'old' : undefined }, view(state, act)),
    toasts(state, act),
    dialogs(state, act),
  ];
}

/** The address behind `#` is the route's: jumping there would lose the place. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main h1')?.focus();
}

function header(state: State, act: Actions): VNode {
  const open = state.alerts.value?.filter(({ state: is }) => is === 'open').length ?? 0;
  const links: readonly (readonly [Route['view'], string, Content?])[] = [
    ['tasks', 'Tasks'],
    ['timeline', 'Timeline'],
    ['charts', 'Charts'],
    ['alerts', 'Alerts', open > 0 && h('span', { class: 'count', 'aria-label': `${open} open` }, open)],
    ['nodes', 'Nodes'],
    ['audit', 'Audit'],
  ];
  return h(
    'header',
    { key: 'header' },
    h(
      'a',
      { class: 'brand', href: hrefOf({ view: 'tasks' }) },
      h('img', { src: '/icon.svg', alt: '', width: 20, height: 20 }),
      'Clockwork',
    ),
    h(
      'nav',
      { 'aria-label': 'Views' },
      links.map(([name, text, more]) => {
        const here =
          state.route.view === name ||
          (name === 'tasks' && ['task', 'edit', 'new', 'execution'].includes(state.route.view));
        return h(
          'a',
          { key: name, href: hrefOf({ view: name } as Route), 'aria-current': here ? 'page' : undefined },
          text,
          more,
        );
      }),
    ),
    h('span', { class: `link ${state.link.state}` }, LINK_WORDS[state.link.state]),
    state.role === 'viewer' &&
      h('span', { class: 'badge', key: 'role', title: 'This token may look, not change.' }, 'viewer'),
    button({ label: 'Theme', onclick: act.chooseTheme }),
  );
}

const LINK_WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' };

/** What the figures below are worth. */
function banners({ link, ready, now }: State): VNode {
  const since = new Date(link.since).toISOString();
  return h(
    'div',
    { class: 'banners', key: 'banners', role: 'status' },
    link.state === 'lost' &&
      h(
        'p',
        { key: 'lost', class: 'banner bad' },
        h('strong', null, 'Connection lost. '),
        `Figures are from ${formatInstant(since, now)}, `,
        h('span', { 'aria-hidden': 'true' }, `${formatAgo(since, now)}. `),
        'Trying again.',
      ),
    link.state !== 'lost' &&
      !ready.ready &&
      h(
        'p',
        { key: 'unready', class: 'banner bad' },
        h('strong', null, 'The monitor is not ready: '),
        ready.reason ?? 'it does not say why',
        '. What it shows may be old.',
      ),
  );
}

function view(state: State, act: Actions): Content {
  const { route } = state;
  switch (route.view) {
    case 'tasks':
      return taskListView(state, act);
    case 'task':
      return taskPageView(state, act, route.id);
    case 'edit':
      return editTaskView(state, act, route.id);
    case 'execution':
      return executionView(state, act, route.id);
    case 'new':
      return newTaskView(state, act);
    case 'timeline':
      return timelineView(state, act);
    case 'charts':
      return chartsView(state, act);
    case 'alerts':
      return alertsView(state, act);
    case 'nodes':
      return nodesView(state, act);
    case 'audit':
      return auditView(state, act);
    default:
      return [
        h('h1', { tabindex: -1, key: 'h' }, 'Not found'),
        empty('There is nothing at this address', h('a', { href: hrefOf({ view: 'tasks' }) }, 'To the tasks')),
      ];
  }
}

function toasts(state: State, act: Actions): VNode {
  return h(
    'div',
    { class: 'toasts', key: 'toasts', role: 'status', 'aria-live': 'polite' },
    state.toasts.map(({ id, tone, text }) =>
      h(
        'p',
        { key: String(id), class: `toast ${tone}` },
        text,
        button({ label: 'Dismiss', onclick: () => act.dismiss(id) }),
      ),
    ),
  );
}
