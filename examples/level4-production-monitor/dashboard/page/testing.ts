import type { ExecutionJson, TaskJson } from '../../api/schemas.ts';

/** Shapes as the API sends them, with what a test does not care about filled in. */
export function aTask(parts: Partial<TaskJson> = {}): TaskJson {
  return {
    id: 'report',
    handler: 'report',
    payload: { hours: 1 },
    trigger: { kind: 'every', ms: 30_000 },
    schedule: 'Every 30 s',
    options: {},
    paused: false,
    nextAt: null,
    running: 0,
    queued: false,
    health: 'healthy',
    lastSuccessAt: null,
    recent: [],
    ...parts,
  };
}

export function anExecution(parts: Partial<ExecutionJson> = {}): ExecutionJson {
  const slot = parts.slot ?? '2026-03-02T12:00:00.000Z';
  return {
    id: `report@${slot}`,
    task: 'report',
    slot,
    cause: 'schedule',
    status: 'success',
    attempt: 1,
    startedAt: slot,
    finishedAt: slot,
    durationMs: 40,
    latenessMs: 0,
    error: null,
    note: null,
    node: 'node-1',
    ...parts,
  };
}
