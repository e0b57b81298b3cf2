import type { Condition, Rule } from './conditions.ts';

export interface Alert {
  readonly id: string;
  readonly task: string | null;
  readonly rule: Rule;
  readonly state: 'open' | 'acknowledged' | 'closed';
  readonly message: string;
  readonly count: number;
  readonly openedAt: number;
  readonly lastSeenAt: number;
  readonly notifiedAt: number;
  /** How often it has been said, the first time included. */
  readonly notices: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly closedAt: number | null;
}

export type Notice = 'opened' | 'reminder' | 'closed';

const FIRST_REMINDER_MS = 3_600_000;
const LAST_REMINDER_MS = 24 * 3_600_000;

// #region transition
/**
 * From one look to the next. An alert opens once, however long its condition lasts; it reminds after an hour, then two,
 * then four, at most once a day, and not at all once somebody has acknowledged it; it closes when the condition is gone.
 */
export function transition(
  alert: Alert | undefined,
  condition: Condition | undefined,
  now: number,
): { alert: Alert; notice: Notice | null } | undefined {
  if (!alert) return condition && { alert: open(condition, now), notice: 'opened' };
  if (!condition) return { alert: { ...alert, state: 'closed', closedAt: now }, notice: 'closed' };
  const seen = { ...alert, message: condition.message, count: alert.count + 1, lastSeenAt: now };
  const quietFor = Math.min(FIRST_REMINDER_MS * 2 ** (alert.notices - 1), LAST_REMINDER_MS);
  if (alert.state === 'acknowledged' || now - alert.notifiedAt < quietFor) return { alert: seen, notice: null };
  return { alert: { ...seen, notifiedAt: now, notices: alert.notices + 1 }, notice: 'reminder' };
}
// #endregion transition

function open({ task, rule, message }: Condition, now: number): Alert {
  return {
    id: `${rule}:${task ?? 'monitor'}:${now}`,
    task,
    rule,
    state: 'open',
    message,
    count: 1,
    openedAt: now,
    lastSeenAt: now,
    notifiedAt: now,
    notices: 1,
    acknowledgedAt: null,
    acknowledgedBy: null,
    closedAt: null,
  };
}

export function acknowledge(alert: Alert, by: string, now: number): Alert {
  return { ...alert, state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: by };
}

/** What an alert is about: of two open ones with the same subject one would be a repetition. */
export function subjectOf({ task, rule }: Pick<Alert, 'task' | 'rule'>): string {
  return `${rule}:${task ?? ''}`;
}
