import { explainCron } from '../../../../scheduler/cron/index.ts';
import { toTrigger } from '../../../../scheduler/trigger/index.ts';
import type { TriggerJson } from '../../../api/schemas.ts';
import { LONGEST_INTERVAL_MS } from '../../../limits.ts';
import { readDuration, writeDuration } from './field.ts';

/** A trigger as it stands in the inputs. Every kind keeps its own text, so that switching to and fro loses nothing. */
export interface TriggerDraft {
  readonly kind: TriggerJson['kind'];
  readonly every: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly gap: string;
  readonly overlap: string;
  /** As `datetime-local` gives it, in the reader's zone. */
  readonly date: string;
}

export type ReadTrigger =
  | { readonly trigger: TriggerJson }
  | { readonly error: { readonly field: string; readonly message: string } };

const EMPTY: TriggerDraft = {
  kind: 'every',
  every: '5m',
  expression: '0 9 * * 1-5',
  timeZone: 'UTC',
  gap: 'shift',
  overlap: 'wildcard',
  date: '',
};

export function newTriggerDraft(zone: string): TriggerDraft {
  return { ...EMPTY, timeZone: zone };
}

export function triggerDraftOf(trigger: TriggerJson, zone: string): TriggerDraft {
  const draft = newTriggerDraft(zone);
  if (trigger.kind === 'every') return { ...draft, kind: 'every', every: writeDuration(trigger.ms) };
  if (trigger.kind === 'at') return { ...draft, kind: 'at', date: toLocal(new Date(trigger.date)) };
  const { kind, expression, timeZone = 'UTC', gap = 'shift', overlap = 'wildcard' } = trigger;
  return { ...draft, kind, expression, timeZone, gap, overlap };
}

export function readTrigger(draft: TriggerDraft): ReadTrigger {
  if (draft.kind === 'every') {
    try {
      const ms = readDuration(draft.every.trim());
      if (ms < 1_000) return problem('ms', 'At least 1s.');
      if (ms > LONGEST_INTERVAL_MS) return problem('ms', `At most ${writeDuration(LONGEST_INTERVAL_MS)}.`);
      return { trigger: { kind: 'every', ms } };
    } catch (error) {
      return problem('ms', (error as Error).message);
    }
  }
  if (draft.kind === 'at') {
    const date = new Date(draft.date);
    if (Number.isNaN(date.getTime())) return problem('date', 'A day and a time.');
    return { trigger: { kind: 'at', date: date.toISOString() } };
  }
  const { kind, expression, timeZone, gap, overlap } = draft;
  const options = { ...(gap !== 'shift' && { gap }), ...(overlap !== 'wildcard' && { overlap }) };
  return {
    trigger: { kind, expression: expression.trim(), timeZone: timeZone.trim() || 'UTC', ...options } as TriggerJson,
  };
}

export interface Foreseen {
  readonly runs: readonly number[];
  readonly words: string | null;
  readonly error: { readonly field: string; readonly message: string } | null;
}

/** What the engine would do with it, computed in the page by the engine's own code. */
export function foresee(draft: TriggerDraft, now: number, count = 5): Foreseen {
  const read = readTrigger(draft);
  if ('error' in read) return { runs: [], words: null, error: read.error };
  try {
    const rule = toTrigger(read.trigger);
    const words = read.trigger.kind === 'cron' ? explainCron(read.trigger.expression) : null;
    const runs: number[] = [];
    for (let at = rule.next(now); at !== null && runs.length < count; at = rule.next(at)) runs.push(at);
    return { runs, words, error: null };
  } catch (error) {
    const { field = 'trigger.expression', message } = error as Error & { field?: string };
    const name = field.replace('trigger.', '');
    return { runs: [], words: null, error: { field: name, message: message.replace(`${field}: `, '') } };
  }
}

function problem(field: string, message: string): ReadTrigger {
  return { error: { field, message } };
}

/** As `datetime-local` takes it. */
export function toLocal(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const minute = `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
  const ms = date.getTime() % 60_000;
  return ms === 0 ? minute : `${minute}:${(ms / 1_000).toFixed(3).padStart(6, '0')}`;
}
