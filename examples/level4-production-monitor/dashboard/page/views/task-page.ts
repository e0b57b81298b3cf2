import type { TaskJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { formatAgo } from '../format.ts';
import { draftOf } from '../forms/field.ts';
import { optionFields } from '../forms/option-fields.ts';
import { foresee, triggerDraftOf } from '../forms/trigger-draft.ts';
import { hrefOf } from '../route.ts';
import type { State } from '../state/state.ts';
import { historyView } from './history.ts';
import { adminButton, badge, empty, facts, instant, loaded } from './parts.ts';
import { sparkline, strip } from './strip.ts';
import { taskButtons } from './task-buttons.ts';
import { activity, nextRun } from './task-list.ts';

export function taskPageView(state: State, act: Actions, id: string): VNode {
  const task = state.tasks.value?.find((one) => one.id === id);
  return h(
    'div',
    { key: `task ${id}` },
    h('p', { class: 'crumbs' }, h('a', { href: hrefOf({ view: 'tasks' }) }, 'Tasks')),
    h('h1', { tabindex: -1 }, id),
    loaded(state.tasks, () => (task ? page(state, act, task) : gone(id)), act.reload),
    historyView(state, act),
  );
}

export function gone(id: string): VNode {
  return empty(
    `There is no task ${id}`,
    h('p', null, 'It may have been removed. Its history stays until it is cleaned up.'),
  );
}

function page(state: State, act: Actions, task: TaskJson): Content {
  const { id, health, running, queued, recent } = task;
  return [
    h(
      'div',
      { class: 'heading', key: 'heading' },
      h('p', { class: 'states' }, badge(health), activity(running, queued)),
      h(
        'div',
        { class: 'buttons' },
        taskButtons(state, act, task),
        adminButton(state, { label: 'Backfill', describes: id, onclick: () => act.askBackfill(id) }),
        state.role === 'viewer'
          ? adminButton(state, { label: 'Edit', describes: id, onclick: () => {} })
          : h('a', { class: 'button', href: hrefOf({ view: 'edit', id }) }, 'Edit'),
        adminButton(state, { label: 'Delete', kind: 'danger', describes: id, onclick: () => act.askDelete(id) }),
      ),
    ),
    h(
      'section',
      { class: 'columns', key: 'facts' },
      h('div', null, h('h2', null, 'Now'), now(state, task)),
      h('div', null, h('h2', null, 'Schedule'), schedule(state, task)),
      h('div', null, h('h2', null, 'Work'), work(task)),
    ),
    options(task),
    h(
      'section',
      { key: 'recent' },
      h('h2', null, 'Last 50 runs'),
      h('div', { class: 'wide' }, strip(recent), sparkline(recent)),
    ),
  ];
}

function now({ now }: State, task: TaskJson): VNode {
  return facts(
    ['Next run', [nextRun(task, now), task.nextAt !== null && !task.paused && [' at ', instant(task.nextAt, now)]]],
    ['Last success', formatAgo(task.lastSuccessAt, now)],
    ['Running', task.running],
    ['Waiting', task.queued ? 'one run' : 'none'],
  );
}

function schedule({ now }: State, { schedule, trigger }: TaskJson): VNode {
  const minute = Math.floor(now / 10_000) * 10_000;
  const { runs } = foresee(triggerDraftOf(trigger, 'UTC'), minute);
  return facts(['In words', schedule], trigger.kind === 'cron' ? ['Cron', h('code', null, trigger.expression)] : null, [
    'After that',
    h(
      'ol',
      { class: 'bare' },
      runs.map((at) => h('li', { key: String(at) }, instant(new Date(at).toISOString(), now))),
    ),
  ]);
}

function work({ handler, payload }: TaskJson): VNode {
  return facts(['Handler', h('code', null, handler)], ['Payload', h('pre', null, JSON.stringify(payload, null, 2))]);
}

function options({ options }: TaskJson): VNode {
  const draft = draftOf(optionFields, options);
  return h(
    'details',
    { class: 'options', key: 'options' },
    h('summary', null, 'Options'),
    facts(...optionFields.map(({ name, label }) => [label, draft[name] || 'none'] as const)),
  );
}
