import type { Cause, RunRecord, RunState } from '../engine/run.ts';
import type { RunRow } from './schema.ts';

/** A result is kept up to this many characters of JSON. */
const RESULT_LIMIT = 64 * 1024;

export function toRow(run: RunRecord): RunRow {
  return {
    id: run.id,
    job: run.job,
    slot: run.slot,
    cause: run.cause,
    state: run.state,
    attempt: run.attempt,
    attempts: JSON.stringify(run.attempts),
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    duration_ms: run.durationMs,
    error: run.error && JSON.stringify(run.error),
    result: resultToText(run.result),
    note: run.note,
    output: JSON.stringify(run.output),
    node: run.node,
    instance: run.instance,
  };
}

export function fromRow(row: RunRow): RunRecord {
  return {
    id: row.id,
    job: row.job,
    slot: row.slot,
    cause: row.cause as Cause,
    state: row.state as RunState,
    attempt: row.attempt,
    attempts: JSON.parse(row.attempts),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    durationMs: row.duration_ms,
    error: row.error === null ? null : JSON.parse(row.error),
    result: row.result === null ? null : JSON.parse(row.result),
    note: row.note,
    output: JSON.parse(row.output),
    node: row.node,
    instance: row.instance,
  };
}

/** What a handler returned may be anything. A result that cannot be kept must not cost the run its record. */
function resultToText(result: unknown): string | null {
  if (result === null || result === undefined) return null;
  try {
    const text = JSON.stringify(result) ?? null;
    return text === null || text.length <= RESULT_LIMIT ? text : notKept(`${text.length} characters of JSON`);
  } catch (error) {
    return notKept(String(error));
  }
}

function notKept(reason: string): string {
  return JSON.stringify({ notKept: reason });
}
