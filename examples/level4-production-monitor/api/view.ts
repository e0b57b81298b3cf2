import { explainCron } from '../../scheduler/cron/index.ts';
import { describeTrigger, type JobStatus, type RunRecord, type TriggerData, toTrigger } from '../../scheduler/index.ts';
import type { Thresholds } from '../alerts/conditions.ts';
import type { Alert } from '../alerts/transition.ts';
import type { RecentRuns } from '../history/recent-runs.ts';
import type { AlertJson, ExecutionDetailJson, ExecutionJson, TaskJson, TriggerJson } from './schemas.ts';

/** From the engine's records to what the API says. Milliseconds become ISO strings here and nowhere else. */
const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function viewExecution(run: RunRecord): ExecutionJson {
  return {
    id: run.id,
    task: run.job,
    slot: iso(run.slot),
    cause: run.cause,
    status: run.state,
    attempt: run.attempt,
    startedAt: isoOrNull(run.startedAt),
    finishedAt: isoOrNull(run.finishedAt),
    durationMs: run.durationMs,
    latenessMs: run.startedAt === null ? null : Math.max(0, run.startedAt - run.slot),
    error: viewError(run.error),
    note: run.note,
    node: run.node,
  };
}

export function viewExecutionDetail(run: RunRecord): ExecutionDetailJson {
  return {
    ...viewExecution(run),
    attempts: run.attempts.map(({ attempt, startedAt, durationMs, outcome, error }) => ({
      attempt,
      startedAt: iso(startedAt),
      durationMs,
      outcome,
      error: viewError(error),
    })),
    result: run.result ?? null,
    log: run.output.map(({ at, message }) => ({ at: iso(at), message })),
  };
}

/** Without the stack: paths of the server are nobody's business outside it. */
function viewError(error: RunRecord['error']): ExecutionJson['error'] {
  return error && { name: error.name, message: error.message };
}

export function viewTask(job: JobStatus, recent: RecentRuns, thresholds: Thresholds, now: number): TaskJson {
  const runs = recent.of(job.name);
  const lastSuccess = recent.lastSuccess(job.name);
  return {
    id: job.name,
    handler: job.handler,
    payload: job.payload,
    trigger: viewTrigger(job.trigger),
    schedule: inWords(job.trigger),
    options: job.options,
    paused: job.paused,
    nextAt: isoOrNull(job.nextAt),
    running: job.running,
    queued: job.queued,
    health: healthOf(job, runs, lastSuccess, thresholds, now),
    lastSuccessAt: isoOrNull(lastSuccess),
    recent: runs.map(({ id, state, slot, durationMs }) => ({ id, status: state, slot: iso(slot), durationMs })),
  };
}

const BAD_ENDS = new Set(['failed', 'timeout', 'abandoned']);

function healthOf(
  job: JobStatus,
  runs: readonly RunRecord[],
  lastSuccess: number | null,
  { failures, stalePeriods }: Pick<Thresholds, 'failures' | 'stalePeriods'>,
  now: number,
): TaskJson['health'] {
  if (job.paused) return 'paused';
  const ends = runs.filter(({ state }) => state === 'success' || BAD_ENDS.has(state));
  if (ends.length === 0) return 'new';
  const last = ends.slice(-failures);
  if (last.length === failures && last.every(({ state }) => state !== 'success')) return 'failing';
  return isStale(job.trigger, stalePeriods, lastSuccess ?? runs[0]!.slot, now - job.options.graceMs)
    ? 'stale'
    : 'healthy';
}

function isStale(data: TriggerData, periods: number, since: number, now: number): boolean {
  const trigger = toTrigger(data);
  if (trigger.kind === 'at') return false;
  let slot: number | null = since;
  for (let period = 0; slot !== null && period < periods; period++) slot = trigger.next(slot);
  return slot !== null && slot < now;
}

function viewTrigger(trigger: TriggerData): TriggerJson {
  if (trigger.kind === 'every') return { kind: 'every', ms: trigger.ms };
  if (trigger.kind === 'at') return { kind: 'at', date: new Date(trigger.date).toISOString() };
  const { kind, expression, timeZone = 'UTC', gap, overlap } = trigger;
  return { kind, expression, timeZone, ...(gap && { gap }), ...(overlap && { overlap }) };
}

function inWords(trigger: TriggerData): string {
  if (trigger.kind === 'cron') return `${explainCron(trigger.expression)} ${trigger.timeZone ?? 'UTC'}`;
  if (trigger.kind !== 'every') return describeTrigger(trigger);
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ] as const;
  const [unit, size] = units.find(([, ms]) => trigger.ms % ms === 0) ?? units[4];
  return `Every ${trigger.ms / size} ${unit}`;
}

export function viewAlert(alert: Alert): AlertJson {
  const { id, task, rule, state, message, count, openedAt, lastSeenAt, acknowledgedAt, acknowledgedBy, closedAt } =
    alert;
  return {
    id,
    task,
    rule,
    state,
    message,
    count,
    openedAt: iso(openedAt),
    lastSeenAt: iso(lastSeenAt),
    acknowledgedAt: isoOrNull(acknowledgedAt),
    acknowledgedBy,
    closedAt: isoOrNull(closedAt),
  };
}
