import type { TaskJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { h, type VNode } from '../dom/h.ts';
import type { State } from '../state/state.ts';
import { adminButton } from './parts.ts';

/** What can be done to a task wherever it is shown. */
export function taskButtons(state: State, act: Actions, { id, paused }: TaskJson): VNode {
  const busy = state.busy.has(id);
  return h(
    'div',
    { class: 'buttons' },
    adminButton(state, { label: 'Run now', describes: id, busy, onclick: () => act.run(id) }),
    paused
      ? adminButton(state, { label: 'Resume', describes: id, busy, onclick: () => act.resume(id) })
      : adminButton(state, { label: 'Pause', describes: id, busy, onclick: () => act.pause(id) }),
    adminButton(state, { label: 'Reschedule', describes: id, onclick: () => act.askReschedule(id) }),
  );
}
