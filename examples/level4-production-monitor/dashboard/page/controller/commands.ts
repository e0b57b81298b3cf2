import type { AlertJson, TaskJson } from '../../../api/schemas.ts';
import { plural } from '../format.ts';
import { readBackfill } from '../forms/backfill-draft.ts';
import { readTask } from '../forms/task-draft.ts';
import { readTrigger } from '../forms/trigger-draft.ts';
import { type Api, ApiFailure } from '../live/api.ts';
import { applyEvent } from '../state/apply-event.ts';
import type { Toast } from '../state/state.ts';
import type { StateStore } from '../state/store.ts';
import { wordsOf } from './loader.ts';

const TOAST_MS = 6_000;

/** What changes something in the monitor. Each says what became of it. */
export class Commands {
  readonly #api: Api;
  readonly #store: StateStore;
  #toasts = 0;

  constructor(api: Api, store: StateStore) {
    this.#api = api;
    this.#store = store;
  }

  run(task: string): Promise<void> {
    return this.#attempt(task, async () => {
      const { decision } = await this.#api.send<{ decision: string }>('POST', `${pathOf(task)}/run`, {});
      return RUN_WORDS[decision]?.(task) ?? `${task}: ${decision}`;
    });
  }

  turn(task: string, verb: 'pause' | 'resume'): Promise<void> {
    return this.#attempt(task, async () => {
      this.#put(await this.#api.send<TaskJson>('POST', `${pathOf(task)}/${verb}`));
      return `${task} is ${verb === 'pause' ? 'paused' : 'scheduled again'}.`;
    });
  }

  cancel(execution: string): Promise<void> {
    return this.#attempt(execution, async () => {
      await this.#api.send('POST', `/api/executions/${encodeURIComponent(execution)}/cancel`);
      return 'The execution was told to stop.';
    });
  }

  acknowledge(alert: string): Promise<void> {
    return this.#attempt(alert, async () => {
      const changed = await this.#api.send<AlertJson>('POST', `/api/alerts/${encodeURIComponent(alert)}/ack`);
      this.#store.update((state) => applyEvent(state, 'alert', changed));
      return 'Acknowledged: no more reminders.';
    });
  }

  /** Whether it was taken. */
  reschedule(): Promise<boolean> {
    const { dialog } = this.#store.state;
    if (dialog?.kind !== 'reschedule') return Promise.resolve(false);
    const read = readTrigger(dialog.draft);
    if ('error' in read) return this.#refused({ [`trigger.${read.error.field}`]: read.error.message });
    return this.#submit(async () => {
      this.#put(await this.#api.send<TaskJson>('POST', `${pathOf(dialog.task)}/reschedule`, { trigger: read.trigger }));
      this.#store.set({ dialog: null });
      return `${dialog.task} has a new schedule.`;
    });
  }

  /** Whether it was taken. */
  backfill(): Promise<boolean> {
    const { dialog, now } = this.#store.state;
    if (dialog?.kind !== 'backfill') return Promise.resolve(false);
    const { from, to, errors } = readBackfill(dialog.draft, now);
    if (Object.keys(errors).length > 0) return this.#refused(errors);
    const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    return this.#submit(async () => {
      const { slots } = await this.#api.send<{ slots: string[] }>('POST', `${pathOf(dialog.task)}/backfill`, window);
      this.#store.set({ dialog: null });
      return slots.length === 0
        ? `${dialog.task} has nothing to make up for in that time.`
        : `${dialog.task} makes up for ${plural(slots.length, 'slot')}.`;
    });
  }

  /** Whether it is gone. */
  remove(task: string): Promise<boolean> {
    return this.#submit(async () => {
      await this.#api.send('DELETE', pathOf(task));
      this.#store.update((state) => ({ ...applyEvent(state, 'task-removed', { id: task }), dialog: null }));
      return `${task} is deleted.`;
    });
  }

  /** Whether it exists now. `key` is the draft's: `new`, or the name of the task. */
  save(key: string): Promise<boolean> {
    const { drafts, handlers } = this.#store.state;
    const draft = drafts[key]!;
    const { body, errors } = readTask(draft, handlers.value ?? []);
    if (Object.keys(errors).length > 0) return this.#refused(errors);
    return this.#submit(async () => {
      const sent = key === 'new' ? { id: draft.id, ...body } : body;
      this.#put(
        await this.#api.send<TaskJson>(
          key === 'new' ? 'POST' : 'PUT',
          key === 'new' ? '/api/tasks' : pathOf(key),
          sent,
        ),
      );
      this.forgetDraft(key);
      return key === 'new' ? `${draft.id} is created.` : `${key} is saved.`;
    });
  }

  forgetDraft(key: string): void {
    this.#store.update((state) => {
      const { [key]: _, ...drafts } = state.drafts;
      return { ...state, drafts, errors: {} };
    });
  }

  dismiss(toast: number): void {
    this.#store.update((state) => ({ ...state, toasts: state.toasts.filter(({ id }) => id !== toast) }));
  }

  say(tone: Toast['tone'], text: string): void {
    const id = ++this.#toasts;
    this.#store.update((state) => ({ ...state, toasts: [...state.toasts.slice(-3), { id, tone, text }] }));
    // Bad news stays until it was seen.
    if (tone === 'good') setTimeout(() => this.dismiss(id), TOAST_MS);
  }

  async #attempt(key: string, work: () => Promise<string>): Promise<void> {
    this.#busy(key, true);
    await work().then(
      (done) => this.say('good', done),
      (error) => this.say('bad', wordsOf(error)),
    );
    this.#busy(key, false);
  }

  async #submit(work: () => Promise<string>): Promise<boolean> {
    this.#busy('form', true);
    try {
      this.say('good', await work());
      this.#store.set({ errors: {} });
      return true;
    } catch (error) {
      const field = error instanceof ApiFailure ? (error.problem.field ?? '') : '';
      await this.#refused({ [field]: wordsOf(error) });
      return false;
    } finally {
      this.#busy('form', false);
    }
  }

  async #refused(errors: Record<string, string>): Promise<false> {
    this.#store.set({ errors });
    return false;
  }

  #put(task: TaskJson): void {
    this.#store.update((state) => applyEvent(state, 'task', task));
  }

  #busy(key: string, on: boolean): void {
    this.#store.update((state) => {
      const busy = new Set(state.busy);
      if (on) busy.add(key);
      else busy.delete(key);
      return { ...state, busy };
    });
  }
}

const RUN_WORDS: Readonly<Record<string, (task: string) => string>> = {
  started: (task) => `${task} is running.`,
  queued: (task) => `${task} runs as soon as the run before it has ended.`,
  skipped: (task) => `${task} was not started: it is still running, and its overlap policy is to skip.`,
};

function pathOf(task: string): string {
  return `/api/tasks/${encodeURIComponent(task)}`;
}
