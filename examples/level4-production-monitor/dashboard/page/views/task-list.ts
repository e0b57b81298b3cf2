import type { TaskJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { formatAgo, formatCountdown, formatUtc, plural } from '../format.ts';
import { hrefOf } from '../route.ts';
import { countByHealth, filterTasks, HEALTHS } from '../state/filter.ts';
import type { State } from '../state/state.ts';
import { badge, button, choices, empty, loaded } from './parts.ts';
import { sparkline, strip } from './strip.ts';
import { table } from './table.ts';
import { taskButtons } from './task-buttons.ts';

export function taskListView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'tasks' },
    h(
      'div',
      { class: 'heading' },
      h('h1', { tabindex: -1 }, 'Tasks'),
      h('a', { class: 'button primary', href: hrefOf({ view: 'new' }) }, 'New task'),
    ),
    loaded(state.tasks, (tasks) => list(state, act, tasks), act.reload),
  );
}

function list(state: State, act: Actions, tasks: readonly TaskJson[]): Content {
  if (tasks.length === 0) {
    return empty(
      'No tasks yet',
      h('p', null, 'A task is a handler, what it is given, and when it runs.'),
      h('a', { class: 'button primary', href: hrefOf({ view: 'new' }) }, 'Create the first one'),
    );
  }
  const shown = filterTasks(tasks, state.filter);
  return [
    filters(state, act, tasks),
    shown.length > 0
      ? table('Tasks', columns(state, act), shown, ({ id }) => id)
      : empty(
          'No task matches',
          button({ label: 'Show all tasks', onclick: () => act.filter({ text: '', health: '' }) }),
        ),
  ];
}

function filters({ filter }: State, act: Actions, tasks: readonly TaskJson[]): VNode {
  const counts = countByHealth(tasks);
  const healths = HEALTHS.filter((health) => counts[health] || filter.health === health);
  return h(
    'div',
    { class: 'filters', key: 'filters' },
    h('input', {
      type: 'search',
      'aria-label': 'Find tasks',
      placeholder: 'Find by name, handler or schedule',
      value: filter.text,
      oninput: ({ target }) => act.filter({ text: target.value }),
    }),
    choices(
      'Health',
      [
        { value: '', text: `All ${tasks.length}` },
        ...healths.map((health) => ({ value: health, text: [dot(health), ` ${health} ${counts[health] ?? 0}`] })),
      ],
      filter.health,
      (health) => act.filter({ health }),
    ),
  );
}

function dot(status: string): VNode {
  return h('span', { class: `dot s-${status}`, 'aria-hidden': 'true' });
}

const columns = (state: State, act: Actions) => [
  {
    title: 'Task',
    cell: ({ id, schedule, handler }: TaskJson) => [
      h('a', { class: 'name', href: hrefOf({ view: 'task', id }) }, id),
      h('span', { class: 'quiet line' }, `${schedule} · ${handler}`),
    ],
  },
  { title: 'Health', cell: ({ health, running, queued }: TaskJson) => [badge(health), activity(running, queued)] },
  { title: 'Last 50 runs', cell: ({ recent }: TaskJson) => strip(recent) },
  { title: 'Duration', cell: ({ recent }: TaskJson) => sparkline(recent) },
  {
    title: 'Last success',
    cell: ({ lastSuccessAt }: TaskJson) =>
      lastSuccessAt === null
        ? h('span', { class: 'quiet' }, 'never')
        : h('time', { datetime: lastSuccessAt, title: formatUtc(lastSuccessAt) }, formatAgo(lastSuccessAt, state.now)),
  },
  { title: 'Next run', cell: (task: TaskJson) => nextRun(task, state.now) },
  { title: 'Actions', cell: (task: TaskJson) => taskButtons(state, act, task) },
];

export function activity(running: number, queued: boolean): Content {
  if (running === 0 && !queued) return null;
  const words = [running > 0 && plural(running, 'running', 'running'), queued && 'one waiting'].filter(Boolean);
  return h('span', { class: 'quiet line' }, words.join(', '));
}

export function nextRun({ paused, nextAt }: TaskJson, now: number): VNode {
  if (paused) return h('span', { class: 'quiet' }, 'paused');
  if (nextAt === null) return h('span', { class: 'quiet' }, 'none');
  return h('time', { class: 'number', datetime: nextAt, title: formatUtc(nextAt) }, formatCountdown(nextAt, now));
}
