import type { AlertJson, ExecutionDetailJson, ExecutionJson, StatsJson, TaskJson } from '../../../api/schemas.ts';
import { newTaskDraft, taskDraftOf } from '../forms/task-draft.ts';
import type { Api } from '../live/api.ts';
import type { AuditJson, HandlerJson, Loaded, Page, PlannedJson, State } from '../state/state.ts';
import type { StateStore } from '../state/store.ts';

const PAGE = 500;
const MOST_PLANNED = 10_000;
const MOST_PAGES = 6;

/** Reads what the view at hand shows. An answer that comes after the reader has moved on is dropped by its address. */
export class Loader {
  readonly #api: Api;
  readonly #store: StateStore;
  readonly #zone: string;

  constructor(api: Api, store: StateStore, zone: string) {
    this.#api = api;
    this.#store = store;
    this.#zone = zone;
  }

  /** Everything the route needs; `tasks` and `alerts` are needed everywhere. */
  async load(): Promise<void> {
    const { route } = this.#store.state;
    await Promise.all([this.#tasks(), this.#alerts(), this.#view(route)]);
    this.prepareDraft();
  }

  /** What has no events of its own. */
  async refresh(): Promise<void> {
    const { view } = this.#store.state.route;
    await Promise.all([
      this.#alerts(),
      (view === 'charts' || view === 'nodes') && this.#stats(),
      view === 'timeline' && this.#timeline(),
    ]);
  }

  /** An address that is typed leads to a form before its task or the handlers are here. */
  prepareDraft(): void {
    this.#store.update((state) => {
      const { route, handlers, tasks, drafts } = state;
      if (!handlers.value) return state;
      if (route.view === 'new' && !drafts.new) {
        return { ...state, drafts: { ...drafts, new: newTaskDraft(handlers.value, this.#zone) } };
      }
      const task = route.view === 'edit' && tasks.value?.find(({ id }) => id === route.id);
      if (!task || drafts[task.id]) return state;
      return { ...state, drafts: { ...drafts, [task.id]: taskDraftOf(task, handlers.value, this.#zone) } };
    });
  }

  async olderHistory(): Promise<void> {
    const { task, status, value } = this.#store.state.history;
    if (!value?.next) return;
    const page = await this.#api.get<Page<ExecutionJson>>(historyPath(task, status, value.next));
    this.#store.update((state) => {
      if (state.history.task !== task || state.history.status !== status) return state;
      // Asked for twice, it is still one page.
      if (state.history.value?.next !== value.next) return state;
      const items = [...state.history.value.items, ...page.items];
      return { ...state, history: { ...state.history, value: { items, next: page.next } } };
    });
  }

  async whoAmI(): Promise<void> {
    const { role } = await this.#api.get<{ role: 'viewer' | 'admin' }>('/api/me').catch(() => this.#store.state);
    this.#store.set({ role });
  }

  async #view(route: State['route']): Promise<void> {
    if (route.view === 'task') await this.#history(route.id);
    if (route.view === 'execution') await this.#execution(route.id);
    if (route.view === 'timeline') await this.#timeline();
    if (route.view === 'charts' || route.view === 'nodes') await this.#stats();
    if (route.view === 'new' || route.view === 'edit') await this.#handlers();
    if (route.view === 'audit') await this.#audit();
  }

  #tasks = () => this.#into('tasks', async () => (await this.#api.get<Page<TaskJson>>('/api/tasks')).items);
  #audit = () => this.#into('audit', async () => (await this.#api.get<Page<AuditJson>>('/api/audit?limit=200')).items);
  #alerts = () =>
    this.#into('alerts', async () => (await this.#api.get<Page<AlertJson>>('/api/alerts?limit=100')).items);
  #handlers = () => this.#into('handlers', async () => (await this.#api.get<Page<HandlerJson>>('/api/handlers')).items);

  async #history(task: string): Promise<void> {
    const known = this.#store.state.history;
    if (known.task !== task) this.#store.set({ history: { task, status: '', value: null, error: null } });
    const { status } = this.#store.state.history;
    await this.#into(
      'history',
      () => this.#api.get<Page<ExecutionJson>>(historyPath(task, status)),
      (state) => {
        return state.history.task === task && state.history.status === status;
      },
    );
  }

  async #execution(id: string): Promise<void> {
    if (this.#store.state.execution.id !== id) this.#store.set({ execution: { id, value: null, error: null } });
    await this.#into(
      'execution',
      () => this.#api.get<ExecutionDetailJson>(`/api/executions/${encodeURIComponent(id)}`),
      (state) => state.execution.id === id,
    );
  }

  async #stats(): Promise<void> {
    const { hours } = this.#store.state.stats;
    const isWanted = (state: State) => state.stats.hours === hours;
    await this.#into('stats', () => this.#api.get<StatsJson>(`/api/stats?hours=${hours}`), isWanted);
    this.#store.update((state) => (state.stats.value ? { ...state, nodes: state.stats.value.nodes } : state));
  }

  async #timeline(): Promise<void> {
    const { hours } = this.#store.state.timeline;
    await this.#into(
      'timeline',
      async () => {
        const since = Date.now() - hours * 3_600_000;
        const [{ past, complete }, { items: planned }] = await Promise.all([
          this.#pastSince(since),
          this.#api.get<{ items: PlannedJson[] }>(`/api/preview?hours=${hours}&limit=${MOST_PLANNED}`),
        ]);
        const pastFrom = complete ? null : Date.parse(past.at(-1)!.slot);
        const plannedUntil = planned.length < MOST_PLANNED ? null : Date.parse(planned.at(-1)!.startsAt);
        return { past, planned, pastFrom, plannedUntil };
      },
      (state) => state.timeline.hours === hours,
    );
  }

  async #pastSince(since: number): Promise<{ past: ExecutionJson[]; complete: boolean }> {
    const past: ExecutionJson[] = [];
    const base = `/api/executions?from=${new Date(since).toISOString()}&limit=${PAGE}`;
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { items, next }: Page<ExecutionJson> = await this.#api.get(
        cursor === null ? base : `${base}&cursor=${cursor}`,
      );
      past.push(...items);
      if (next === null) return { past, complete: true };
      cursor = next;
    }
    return { past, complete: false };
  }

  /** Puts what was read, or why it could not be, in its place; older figures stay beside an error. */
  async #into<K extends Slots>(
    slot: K,
    read: () => Promise<ValueOf<K>>,
    isWanted: (state: State) => boolean = () => true,
  ) {
    const answer = await read().then(
      (value) => ({ value, error: null }),
      (error) => ({ error: wordsOf(error) }),
    );
    this.#store.update((state) => (isWanted(state) ? { ...state, [slot]: { ...state[slot], ...answer } } : state));
  }
}

type Slots = 'tasks' | 'alerts' | 'audit' | 'handlers' | 'history' | 'execution' | 'stats' | 'timeline';
type ValueOf<K extends Slots> = State[K] extends Loaded<infer T> ? T : never;

function historyPath(task: string, status: string, cursor?: string): string {
  const query = new URLSearchParams({ limit: '50', ...(status && { status }), ...(cursor && { cursor }) });
  return `/api/tasks/${encodeURIComponent(task)}/executions?${query}`;
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
