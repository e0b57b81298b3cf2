import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { optionFields } from '../forms/option-fields.ts';
import { fieldsOf } from '../forms/schema-fields.ts';
import type { TaskDraft } from '../forms/task-draft.ts';
import { hrefOf } from '../route.ts';
import type { HandlerJson, State } from '../state/state.ts';
import { fieldInputs, selectInput, textInput } from './inputs.ts';
import { adminButton, loaded } from './parts.ts';
import { gone } from './task-page.ts';
import { triggerEditor } from './trigger-editor.ts';

export function newTaskView(state: State, act: Actions): VNode {
  return h(
    'div',
    { key: 'new', class: 'narrow' },
    h('p', { class: 'crumbs' }, h('a', { href: hrefOf({ view: 'tasks' }) }, 'Tasks')),
    h('h1', { tabindex: -1 }, 'New task'),
    loaded(state.handlers, (handlers) => form(state, act, handlers, 'new'), act.reload),
  );
}

export function editTaskView(state: State, act: Actions, id: string): VNode {
  return h(
    'div',
    { key: `edit ${id}`, class: 'narrow' },
    h('p', { class: 'crumbs' }, h('a', { href: hrefOf({ view: 'task', id }) }, id)),
    h('h1', { tabindex: -1 }, `Edit ${id}`),
    loaded(state.handlers, (handlers) => form(state, act, handlers, id), act.reload),
  );
}

/** For the draft of a task that is on its way, unless there is none to come. */
function waiting(state: State, act: Actions, key: string): Content {
  const loading = h('p', { class: 'loading', key: 'loading' }, 'Loading…');
  if (key === 'new') return loading;
  return loaded(state.tasks, (tasks) => (tasks.some(({ id }) => id === key) ? loading : gone(key)), act.reload);
}

/** One form for both: a new task has a name to choose, an old one keeps its own. */
function form(state: State, act: Actions, handlers: readonly HandlerJson[], key: string): Content {
  const draft = state.drafts[key];
  if (!draft) return waiting(state, act, key);
  const change = (part: Partial<TaskDraft>) => act.draftTask(key, { ...draft, ...part });
  const submit = () => (key === 'new' ? act.createTask() : act.saveTask(key));
  const { errors } = state;
  return h(
    'form',
    {
      key: 'form',
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    errorSummary(errors),
    key === 'new' &&
      textInput(
        {
          id: 'id',
          label: 'Name',
          required: true,
          hint: 'small letters, digits, dots, dashes, underscores',
          error: errors.id,
        },
        draft.id,
        (id) => change({ id }),
      ),
    what(
      draft,
      handlers,
      errors,
      (handler) => act.chooseHandler(key, handler),
      (payload) => change({ payload }),
    ),
    h(
      'fieldset',
      { key: 'when' },
      h('legend', null, 'When it runs'),
      triggerEditor(draft.trigger, errors, state.now, (trigger) => change({ trigger })),
    ),
    h(
      'details',
      { key: 'options', open: Object.keys(errors).some((name) => name.startsWith('options')) || undefined },
      h('summary', null, 'Options'),
      h(
        'div',
        { class: 'grid' },
        fieldInputs('options', optionFields, draft.options, errors, (options) => change({ options })),
      ),
    ),
    h(
      'label',
      { class: 'check', key: 'paused' },
      h('input', {
        type: 'checkbox',
        checked: draft.paused,
        onchange: ({ target }) => change({ paused: target.checked }),
      }),
      key === 'new' ? ' Start it paused' : ' Paused',
    ),
    h(
      'div',
      { class: 'buttons', key: 'buttons' },
      adminButton(state, {
        label: key === 'new' ? 'Create task' : 'Save',
        kind: 'primary',
        type: 'submit',
        busy: state.busy.has('form'),
        onclick: () => {},
      }),
      h(
        'a',
        { class: 'button', href: hrefOf(key === 'new' ? { view: 'tasks' } : { view: 'task', id: key }) },
        'Cancel',
      ),
    ),
  );
}

function what(
  draft: TaskDraft,
  handlers: readonly HandlerJson[],
  errors: State['errors'],
  choose: (handler: string) => void,
  change: (payload: TaskDraft['payload']) => void,
): VNode {
  const handler = handlers.find(({ name }) => name === draft.handler);
  return h(
    'fieldset',
    { key: 'what' },
    h('legend', null, 'What it does'),
    selectInput(
      { id: 'handler', label: 'Handler', hint: handler?.description, error: errors.handler },
      handlers.map(({ name }) => [name, name] as const),
      draft.handler,
      choose,
    ),
    h(
      'div',
      { class: 'grid', key: 'payload' },
      fieldInputs('payload', fieldsOf(handler?.payload ?? {}), draft.payload, errors, change),
    ),
  );
}

/** What was refused, with the way to each input. */
function errorSummary(errors: State['errors']): Content {
  const names = Object.keys(errors);
  if (names.length === 0) return null;
  return h(
    'div',
    { class: 'problem', role: 'alert', key: 'errors' },
    h('p', null, 'This needs another look:'),
    h(
      'ul',
      null,
      names.map((name) =>
        h(
          'li',
          { key: name },
          h(
            'button',
            { type: 'button', class: 'link', onclick: () => document.getElementById(name)?.focus() },
            name || 'the task',
          ),
          `: ${errors[name]}`,
        ),
      ),
    ),
  );
}
