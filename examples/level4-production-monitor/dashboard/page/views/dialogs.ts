import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import type { Dialog, State } from '../state/state.ts';
import { backfillFields } from './backfill-fields.ts';
import { button } from './parts.ts';
import { triggerEditor } from './trigger-editor.ts';

/** At most one question at a time; being asked for the token comes before all others and leaves them as they were. */
export function dialogs(state: State, act: Actions): Content {
  return [state.dialog && question(state, act, state.dialog), state.askToken && tokenDialog(state.askToken, act)];
}

function question(state: State, act: Actions, asked: Dialog): VNode {
  const { task } = asked;
  if (asked.kind === 'delete') {
    return dialog(`Delete ${task}?`, act.closeDialog, () => act.remove(task), [
      h(
        'p',
        null,
        'It will not run again, and what is running is cancelled. Its history stays until it is cleaned up.',
      ),
      refusals(state.errors),
      actions(
        act,
        button({
          label: 'Delete task',
          kind: 'danger',
          type: 'submit',
          busy: state.busy.has('form'),
          onclick: () => {},
        }),
      ),
    ]);
  }
  if (asked.kind === 'backfill') {
    return dialog(`Backfill ${task}`, act.closeDialog, act.backfill, [
      backfillFields(state, act, asked),
      refusals(state.errors),
      actions(
        act,
        button({
          label: 'Run these slots',
          kind: 'primary',
          type: 'submit',
          busy: state.busy.has('form'),
          onclick: () => {},
        }),
      ),
    ]);
  }
  return dialog(`Reschedule ${task}`, act.closeDialog, act.reschedule, [
    triggerEditor(asked.draft, state.errors, state.now, act.draftReschedule),
    refusals(state.errors),
    actions(
      act,
      button({
        label: 'Save schedule',
        kind: 'primary',
        type: 'submit',
        busy: state.busy.has('form'),
        onclick: () => {},
      }),
    ),
  ]);
}

const BESIDE_THEIR_INPUTS = new Set([
  'trigger.ms',
  'trigger.expression',
  'trigger.timeZone',
  'trigger.date',
  'from',
  'to',
]);

/** What was refused and stands beside no input: that the task is gone, or that nobody answers. */
function refusals(errors: State['errors']): Content {
  return Object.entries(errors)
    .filter(([field]) => !BESIDE_THEIR_INPUTS.has(field))
    .map(([field, message]) => h('p', { class: 'problem', role: 'alert', key: `error ${field}` }, message));
}

function actions(act: Actions, confirm: VNode): VNode {
  return h(
    'div',
    { class: 'buttons', key: 'actions' },
    confirm,
    button({ label: 'Keep as it is', onclick: act.closeDialog }),
  );
}

/** The browser's own dialog keeps the focus inside, closes on Escape, and gives the focus back. */
function dialog(title: string, onclose: (() => void) | null, onsubmit: () => void, content: Content): VNode {
  return h(
    'dialog',
    {
      key: title,
      'aria-labelledby': 'dialog-title',
      onmount: (element) => element.showModal(),
      oncancel: (event) => {
        event.preventDefault();
        onclose?.();
      },
      // A second Escape closes it without asking: whoever opened it has to hear, and a token is still needed.
      onclose: ({ target }) => target.isConnected && (onclose ? onclose() : target.showModal()),
    },
    h(
      'form',
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          onsubmit();
        },
      },
      h('h2', { id: 'dialog-title' }, title),
      content,
    ),
  );
}

function tokenDialog(why: 'first' | 'refused', act: Actions): VNode {
  const submit = () => {
    const { value } = document.getElementById('token') as HTMLInputElement;
    if (value.trim()) act.offerToken(value.trim());
  };
  return dialog('Who are you?', null, submit, [
    h(
      'p',
      { key: 'why' },
      why === 'refused'
        ? 'The monitor no longer takes the token this page has. Everything stays as you left it.'
        : 'The monitor shows its token when it starts. It is kept for this tab only.',
    ),
    h(
      'div',
      { class: 'field', key: 'field' },
      h('label', { for: 'token' }, 'Token'),
      h('input', { id: 'token', type: 'password', autocomplete: 'current-password', autofocus: true }),
    ),
    h(
      'div',
      { class: 'buttons', key: 'actions' },
      button({ label: 'Continue', kind: 'primary', type: 'submit', onclick: () => {} }),
    ),
  ]);
}
