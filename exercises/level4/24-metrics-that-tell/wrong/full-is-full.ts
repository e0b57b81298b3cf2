import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Label, OnEnd } from '../exercise.ts';

export function boundedLabel(most: number): Label {
  const known = new Set<string>();
  return (job) => {
    if (known.size >= most) return 'other';
    known.add(job);
    return job;
  };
}

export function countRuns(registry: Registry, label: Label): OnEnd {
  const runs = new Counter({
    name: 'scheduler_runs_total',
    help: 'Runs that have ended, by how they ended.',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  });
  return ({ job, outcome }) => runs.inc({ job: label(job), outcome });
}

export function timeRuns(registry: Registry, label: Label): OnEnd {
  const duration = new Histogram({
    name: 'scheduler_run_duration_seconds',
    help: 'How long runs took.',
    labelNames: ['job'],
    buckets: [0.1, 1, 10, 60, 600],
    registers: [registry],
  });
  return ({ job, durationMs }) => {
    if (durationMs !== null) duration.observe({ job: label(job) }, durationMs / 1_000);
  };
}

export function rememberSuccess(registry: Registry, label: Label): OnEnd {
  const success = new Gauge({
    name: 'scheduler_last_success_timestamp_seconds',
    help: 'When the job last succeeded.',
    labelNames: ['job'],
    registers: [registry],
  });
  const latest = new Map<string, number>();
  return ({ job, outcome, endedAt }) => {
    const name = label(job);
    if (outcome !== 'success' || endedAt <= (latest.get(name) ?? 0)) return;
    latest.set(name, endedAt);
    success.set({ job: name }, endedAt / 1_000);
  };
}
