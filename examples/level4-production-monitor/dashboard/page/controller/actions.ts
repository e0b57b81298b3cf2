import type { Actions } from '../actions.ts';
import { newBackfillDraft } from '../forms/backfill-draft.ts';
import { stillWrong, type TaskDraft, withHandler } from '../forms/task-draft.ts';
import { triggerDraftOf } from '../forms/trigger-draft.ts';
import type { TokenDesk } from '../live/token.ts';
import { hrefOf } from '../route.ts';
import type { State } from '../state/state.ts';
import type { StateStore } from '../state/store.ts';
import type { Commands } from './commands.ts';
import { type Loader, wordsOf } from './loader.ts';

export interface ActionParts {
  readonly store: StateStore;
  readonly loader: Loader;
  readonly commands: Commands;
  readonly tokens: TokenDesk;
  readonly zone: string;
  goTo(href: string): void;
  chooseTheme(): void;
  drawNow(): void;
}

/** What the reader does, carried out. */
export function createActions(parts: ActionParts): Actions {
  const { store, loader, commands, tokens, zone } = parts;
  /** What is typed is drawn at once: the next key must not find the form as it was before this one. */
  const typed: typeof store.update = (change) => {
    store.update(change);
    parts.drawNow();
  };
  const go: Actions['go'] = (route) => parts.goTo(hrefOf(route));
  return {
    go,
    reload: () => void loader.load(),
    filter: (change) => store.update((state) => ({ ...state, filter: { ...state.filter, ...change } })),

    run: (task) => void commands.run(task),
    pause: (task) => void commands.turn(task, 'pause'),
    resume: (task) => void commands.turn(task, 'resume'),
    askReschedule(id) {
      const task = store.state.tasks.value?.find((one) => one.id === id);
      if (task)
        store.set({ errors: {}, dialog: { kind: 'reschedule', task: id, draft: triggerDraftOf(task.trigger, zone) } });
    },
    draftReschedule: (draft) =>
      typed((state) =>
        state.dialog?.kind === 'reschedule' ? { ...state, errors: {}, dialog: { ...state.dialog, draft } } : state,
      ),
    reschedule: () => void commands.reschedule(),
    askBackfill: (task) =>
      store.set({ errors: {}, dialog: { kind: 'backfill', task, draft: newBackfillDraft(store.state.now) } }),
    draftBackfill: (draft) =>
      typed((state) =>
        state.dialog?.kind === 'backfill' ? { ...state, errors: {}, dialog: { ...state.dialog, draft } } : state,
      ),
    backfill: () => void commands.backfill(),
    askDelete: (task) => store.set({ errors: {}, dialog: { kind: 'delete', task } }),
    remove: (task) => void commands.remove(task).then((gone) => gone && go({ view: 'tasks' })),
    closeDialog: () => store.set({ dialog: null, errors: {} }),

    draftTask: (key, draft) => typed((state) => withDraft(state, key, draft)),
    chooseHandler: (key, name) =>
      typed((state) => {
        const handler = state.handlers.value?.find((one) => one.name === name);
        const draft = state.drafts[key];
        return handler && draft ? withDraft(state, key, withHandler(draft, handler)) : state;
      }),
    createTask() {
      const id = store.state.drafts.new!.id;
      void commands.save('new').then((saved) => saved && go({ view: 'task', id }));
    },
    saveTask: (id) => void commands.save(id).then((saved) => saved && go({ view: 'task', id })),

    cancel: (execution) => void commands.cancel(execution),
    historyStatus(status) {
      store.update((state) => ({ ...state, history: { ...state.history, status, value: null, error: null } }));
      void loader.load();
    },
    olderHistory: () => void loader.olderHistory().catch((error) => commands.say('bad', wordsOf(error))),

    timelineHours(hours) {
      store.update((state) => ({ ...state, timeline: { hours, value: null, error: null } }));
      void loader.load();
    },
    statsHours(hours) {
      store.update((state) => ({ ...state, stats: { hours, value: null, error: null } }));
      void loader.load();
    },
    acknowledge: (alert) => void commands.acknowledge(alert),

    offerToken(token) {
      store.set({ askToken: null });
      tokens.offer(token);
    },
    chooseTheme: parts.chooseTheme,
    dismiss: (toast) => commands.dismiss(toast),
  };
}

function withDraft(state: State, key: string, draft: TaskDraft): State {
  const before = state.drafts[key] ?? draft;
  return { ...state, errors: stillWrong(state.errors, before, draft), drafts: { ...state.drafts, [key]: draft } };
}
