import { type Static, Type } from 'typebox';
import { LONGEST_INTERVAL_MS } from '../limits.ts';

/**
 * Everything the API says and hears, once: these validate requests, type the code, and become the OpenAPI document.
 * Instants are ISO strings in UTC, durations are milliseconds.
 */
const closed = { additionalProperties: false };
const instant = () => Type.String({ format: 'date-time' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const TaskId = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,99}$',
  description: 'Small letters, digits, dots, dashes and underscores; 1 to 100 of them.',
});

/** Whatever a database can be asked for: PostgreSQL takes no text with a zero in it. */
export const RowId = Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000]+$' });

const AnyTrigger = Type.Union([
  Type.Object(
    { kind: Type.Literal('every'), ms: Type.Integer({ minimum: 1_000, maximum: LONGEST_INTERVAL_MS }) },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('cron'),
      expression: Type.String({ minLength: 1, maxLength: 200 }),
      timeZone: Type.Optional(Type.String({ maxLength: 100, description: 'IANA name; UTC when left out.' })),
      gap: Type.Optional(Type.Enum(['shift', 'skip'])),
      overlap: Type.Optional(Type.Enum(['wildcard', 'both', 'once'])),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('at'), date: instant() }, closed),
]);

/** `oneOf` with its discriminator: a validator then looks at the kind first, and complains of the field that is wrong. */
export const Trigger = Type.Unsafe<Static<typeof AnyTrigger>>({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: AnyTrigger.anyOf,
});

const whole = (minimum: number) => Type.Integer({ minimum, maximum: 366 * 86_400_000 });

export const Options = Type.Partial(
  Type.Object({
    graceMs: whole(0),
    coalesce: Type.Enum(['latest', 'all', 'none']),
    maxCatchUp: Type.Integer({ minimum: 1, maximum: 1_000 }),
    overlap: Type.Enum(['skip', 'queue-one', 'cancel-running', 'allow']),
    maxConcurrent: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    timeoutMs: orNull(whole(1)),
    retry: Type.Partial(
      Type.Object({ attempts: Type.Integer({ minimum: 1, maximum: 100 }), baseMs: whole(1), capMs: whole(1) }, closed),
    ),
    jitterMs: whole(0),
  }),
  closed,
);

export const ExecutionStatus = Type.Enum([
  'queued',
  'running',
  'retrying',
  'success',
  'failed',
  'timeout',
  'missed',
  'skipped',
  'cancelled',
  'abandoned',
]);

const RunError = Type.Object({ name: Type.String(), message: Type.String() });

export const Execution = Type.Object({
  id: Type.String(),
  task: Type.String(),
  slot: instant(),
  cause: Type.Enum(['schedule', 'manual']),
  status: ExecutionStatus,
  attempt: Type.Integer(),
  startedAt: orNull(instant()),
  finishedAt: orNull(instant()),
  durationMs: orNull(Type.Number()),
  /** How long after its slot it began. */
  latenessMs: orNull(Type.Number()),
  error: orNull(RunError),
  note: orNull(Type.String()),
  node: Type.String(),
});

/** One execution in full. */
export const ExecutionDetail = Type.Intersect([
  Execution,
  Type.Object({
    attempts: Type.Array(
      Type.Object({
        attempt: Type.Integer(),
        startedAt: instant(),
        durationMs: Type.Number(),
        outcome: ExecutionStatus,
        error: orNull(RunError),
      }),
    ),
    result: Type.Unknown(),
    log: Type.Array(Type.Object({ at: instant(), message: Type.String() })),
  }),
]);

export const Health = Type.Enum(['healthy', 'failing', 'stale', 'paused', 'new'], {
  description: 'new: it has not run yet. stale: no success for several periods.',
});

export const Task = Type.Object({
  id: TaskId,
  handler: Type.String(),
  payload: Type.Unknown(),
  trigger: Trigger,
  /** The trigger in words. */
  schedule: Type.String(),
  options: Options,
  paused: Type.Boolean(),
  nextAt: orNull(instant()),
  running: Type.Integer(),
  queued: Type.Boolean(),
  health: Health,
  lastSuccessAt: orNull(instant()),
  /** The latest fifty, oldest first: the strip on the dashboard. */
  recent: Type.Array(
    Type.Object({
      id: Type.String(),
      status: ExecutionStatus,
      slot: instant(),
      durationMs: orNull(Type.Number()),
    }),
  ),
});

export const NewTask = Type.Object(
  {
    id: TaskId,
    handler: Type.String({ minLength: 1, maxLength: 100 }),
    payload: Type.Optional(Type.Unknown()),
    trigger: Trigger,
    options: Type.Optional(Options),
    paused: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** A full replacement: what is left out goes back to its default. */
export const TaskReplacement = Type.Omit(NewTask, ['id'], closed);
/** A partial change: what is left out stays. */
export const TaskPatch = Type.Partial(TaskReplacement, closed);

export const Handler = Type.Object({
  name: Type.String(),
  description: Type.String(),
  /** JSON Schema of the payload. */
  payload: Type.Unknown(),
  example: Type.Unknown(),
});

export const PlannedRun = Type.Object({ task: Type.String(), slot: instant(), startsAt: instant() });

export const AlertRule = Type.Enum(['consecutive-failures', 'stale', 'missed', 'overrun', 'queue-lag']);

export const Alert = Type.Object({
  id: Type.String(),
  /** Null for an alert about the whole monitor. */
  task: orNull(Type.String()),
  rule: AlertRule,
  state: Type.Enum(['open', 'acknowledged', 'closed']),
  message: Type.String(),
  /** How often the condition has been seen since it opened. */
  count: Type.Integer(),
  openedAt: instant(),
  lastSeenAt: instant(),
  acknowledgedAt: orNull(instant()),
  acknowledgedBy: orNull(Type.String()),
  closedAt: orNull(instant()),
});

export const Node = Type.Object({
  id: Type.String(),
  role: Type.Enum(['monitor', 'worker']),
  startedAt: instant(),
  lastSeenAt: instant(),
  running: Type.Array(Type.Object({ id: Type.String(), task: Type.String() })),
});

export const Stats = Type.Object({
  since: instant(),
  until: instant(),
  tasks: Type.Object({ total: Type.Integer(), paused: Type.Integer(), failing: Type.Integer(), stale: Type.Integer() }),
  outcomes: Type.Record(Type.String(), Type.Integer()),
  running: Type.Integer(),
  queued: Type.Integer(),
  openAlerts: Type.Integer(),
  /** Equal slices of the window, oldest first. */
  buckets: Type.Array(
    Type.Object({
      at: instant(),
      success: Type.Integer(),
      failed: Type.Integer(),
      other: Type.Integer(),
      p50Ms: orNull(Type.Number()),
      p95Ms: orNull(Type.Number()),
    }),
  ),
  nodes: Type.Array(Node),
});

export const AuditEntry = Type.Object({
  at: instant(),
  who: Type.String(),
  role: Type.String(),
  action: Type.String(),
  target: Type.String(),
  status: Type.Integer(),
});

/** RFC 9457. `field` names what was wrong in the request. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  field: Type.Optional(Type.String()),
});

export const page = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: orNull(Type.String({ description: 'Cursor of the next page.' })) });

/** What `GET /api/events` sends, by the name of the event. Every `data` is one of the shapes above. */
export interface StreamEvents {
  /** A task was added or changed in any way, counters and next run included. */
  task: Static<typeof Task>;
  'task-removed': { id: string };
  execution: Static<typeof Execution>;
  log: { execution: string; at: string; message: string };
  alert: Static<typeof Alert>;
  /** Whether the monitor can do its work: false while its database is away. */
  ready: { ready: boolean; reason: string | null };
}

export type TaskJson = Static<typeof Task>;
export type ExecutionJson = Static<typeof Execution>;
export type ExecutionDetailJson = Static<typeof ExecutionDetail>;
export type AlertJson = Static<typeof Alert>;
export type NodeJson = Static<typeof Node>;
export type StatsJson = Static<typeof Stats>;
export type TriggerJson = Static<typeof Trigger>;
