import { MOST_BACKFILLED } from '../../../limits.ts';
import type { Actions } from '../actions.ts';
import { type Content, h } from '../dom/h.ts';
import { plural } from '../format.ts';
import { type BackfillDraft, readBackfill, slotsIn } from '../forms/backfill-draft.ts';
import type { Dialog, State } from '../state/state.ts';
import { textInput } from './inputs.ts';

/** Which time gone by is to be made up for, and how many slots lie in it. */
export function backfillFields(state: State, act: Actions, { task, draft }: Dialog & { kind: 'backfill' }): Content {
  const moment = (id: 'from' | 'to', label: string, hint: string) =>
    textInput({ id, label, hint, type: 'datetime-local', error: state.errors[id] }, draft[id], (text) =>
      act.draftBackfill({ ...draft, [id]: text }),
    );
  return [
    h('p', { key: 'what' }, 'Runs the slots of a time gone by, except for those that have succeeded.'),
    h(
      'div',
      { class: 'grid', key: 'window' },
      moment('from', 'From', 'in your own time zone'),
      moment('to', 'To', 'a slot at this very moment is left out'),
    ),
    h('p', { class: 'quiet', 'aria-live': 'polite', key: 'count' }, slotWords(state, task, draft)),
  ];
}

/** Before it is sent: a window typed wrong may hold a thousand runs. */
function slotWords({ tasks, now }: State, id: string, draft: BackfillDraft): string {
  const task = tasks.value?.find((one) => one.id === id);
  const read = readBackfill(draft, now);
  if (!task || Object.keys(read.errors).length > 0) return 'Its slots are counted as soon as the time can be read.';
  const count = slotsIn(task.trigger, read);
  return count > MOST_BACKFILLED
    ? `More than ${plural(MOST_BACKFILLED, 'slot')} lie in this time: too many at once.`
    : `${plural(count, 'slot lies', 'slots lie')} in this time.`;
}
