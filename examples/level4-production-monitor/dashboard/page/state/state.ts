import type {
  AlertJson,
  ExecutionDetailJson,
  ExecutionJson,
  NodeJson,
  StatsJson,
  TaskJson,
} from '../../../api/schemas.ts';
import type { BackfillDraft } from '../forms/backfill-draft.ts';
import type { TaskDraft } from '../forms/task-draft.ts';
import type { TriggerDraft } from '../forms/trigger-draft.ts';
import type { Route } from '../route.ts';

/** What a part of the page has: nothing yet, something, or a reason why not. Old figures stay beside a new error. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly error: string | null;
}

export interface HandlerJson {
  readonly name: string;
  readonly description: string;
  readonly payload: unknown;
  readonly example: unknown;
}

export interface PlannedJson {
  readonly task: string;
  readonly slot: string;
  readonly startsAt: string;
}

export interface AuditJson {
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly status: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface HistoryState extends Loaded<Page<ExecutionJson>> {
  readonly task: string;
  readonly status: string;
}

export interface TimelineJson {
  readonly past: readonly ExecutionJson[];
  readonly planned: readonly PlannedJson[];
  /** How far back and ahead it reaches, where that is less than was asked for. */
  readonly pastFrom: number | null;
  readonly plannedUntil: number | null;
}

export interface TimelineState extends Loaded<TimelineJson> {
  readonly hours: number;
}

export type Dialog =
  | { readonly kind: 'reschedule'; readonly task: string; readonly draft: TriggerDraft }
  | { readonly kind: 'backfill'; readonly task: string; readonly draft: BackfillDraft }
  | { readonly kind: 'delete'; readonly task: string };

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

export interface Link {
  readonly state: 'connecting' | 'live' | 'lost';
  /** When the figures on the page were last known to be right. */
  readonly since: number;
}

export interface Ready {
  readonly ready: boolean;
  readonly reason: string | null;
}

export type Role = 'admin' | 'viewer' | null;

export interface State {
  readonly now: number;
  readonly route: Route;
  readonly role: Role;
  readonly link: Link;
  readonly ready: Ready;
  readonly askToken: 'first' | 'refused' | null;
  readonly tasks: Loaded<readonly TaskJson[]>;
  readonly filter: { readonly text: string; readonly health: string };
  readonly history: HistoryState;
  readonly execution: Loaded<ExecutionDetailJson> & { readonly id: string };
  readonly stats: Loaded<StatsJson> & { readonly hours: number };
  readonly nodes: readonly NodeJson[] | null;
  readonly alerts: Loaded<readonly AlertJson[]>;
  readonly timeline: TimelineState;
  readonly handlers: Loaded<readonly HandlerJson[]>;
  readonly audit: Loaded<readonly AuditJson[]>;
  /** Half-filled forms, by the address they are at. */
  readonly drafts: Readonly<Record<string, TaskDraft>>;
  readonly dialog: Dialog | null;
  /** What the open form was told was wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
  readonly busy: ReadonlySet<string>;
  readonly toasts: readonly Toast[];
}

const nothing = { value: null, error: null };

export function initialState(now: number, route: Route): State {
  return {
    now,
    route,
    role: null,
    link: { state: 'connecting', since: now },
    ready: { ready: true, reason: null },
    askToken: null,
    tasks: nothing,
    filter: { text: '', health: '' },
    history: { ...nothing, task: '', status: '' },
    execution: { ...nothing, id: '' },
    stats: { ...nothing, hours: 24 },
    nodes: null,
    alerts: nothing,
    timeline: { ...nothing, hours: 24 },
    handlers: nothing,
    audit: nothing,
    drafts: {},
    dialog: null,
    errors: {},
    busy: new Set(),
    toasts: [],
  };
}
