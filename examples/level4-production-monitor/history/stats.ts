import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { Stats } from '../api/schemas.ts';
import { viewTask } from '../api/view.ts';
import type { Monitor } from '../monitor.ts';

const BUCKETS = 48;
const GOOD = ['success'];
const BAD = ['failed', 'timeout', 'abandoned'];
/** Durations are looked at one by one only up to here; a busier window is judged by its latest runs. */
const MOST_DURATIONS = 20_000;

/** The figures of the last hours: counted by the database, percentiles from the durations themselves. */
export async function readStats(monitor: Monitor, hours: number): Promise<Static<typeof Stats>> {
  const { clock, engine, recent, config, desk, nodes } = monitor;
  const until = clock.now();
  const since = until - hours * 3_600_000;
  const width = Math.ceil((until - since) / BUCKETS);
  const [counts, durations, jobs, alerts, seen] = await Promise.all([
    countByBucket(monitor, since, width),
    durationsSince(monitor, since),
    engine.jobs(),
    desk.openAlerts(),
    nodes.all(),
  ]);
  const tasks = jobs.map((job) => viewTask(job, recent, config.thresholds, until));
  const outcomes: Record<string, number> = {};
  for (const { state, count } of counts) outcomes[state] = (outcomes[state] ?? 0) + count;
  const sum = (bucket: number, states: readonly string[]) =>
    counts.reduce((total, row) => total + (row.bucket === bucket && states.includes(row.state) ? row.count : 0), 0);
  const all = (bucket: number) => counts.reduce((total, row) => total + (row.bucket === bucket ? row.count : 0), 0);
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    tasks: {
      total: tasks.length,
      paused: tasks.filter(({ paused }) => paused).length,
      failing: tasks.filter(({ health }) => health === 'failing').length,
      stale: tasks.filter(({ health }) => health === 'stale').length,
    },
    outcomes,
    running: jobs.reduce((total, job) => total + job.running, 0),
    queued: jobs.filter(({ queued }) => queued).length,
    openAlerts: alerts.length,
    buckets: Array.from({ length: BUCKETS }, (_, bucket) => {
      const sorted = durations.get(bucket)?.sort((a, b) => a - b) ?? [];
      const [success, failed] = [sum(bucket, GOOD), sum(bucket, BAD)];
      return {
        at: new Date(since + bucket * width).toISOString(),
        success,
        failed,
        other: all(bucket) - success - failed,
        p50Ms: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
      };
    }),
    nodes: seen.map((node) => ({
      ...node,
      startedAt: new Date(node.startedAt).toISOString(),
      lastSeenAt: new Date(node.lastSeenAt).toISOString(),
      running: [...node.running],
    })),
  };

  async function durationsSince({ database }: Monitor, from: number): Promise<Map<number, number[]>> {
    const rows = await database.db
      .selectFrom('scheduler_run')
      .select(['slot', 'duration_ms'])
      .where('slot', '>=', from)
      .where('state', '=', 'success')
      .orderBy('slot', 'desc')
      .limit(MOST_DURATIONS)
      .execute();
    const byBucket = new Map<number, number[]>();
    for (const { slot, duration_ms } of rows) {
      const bucket = Math.min(BUCKETS - 1, Math.floor((Number(slot) - from) / width));
      const durations = byBucket.get(bucket);
      if (durations) durations.push(duration_ms ?? 0);
      else byBucket.set(bucket, [duration_ms ?? 0]);
    }
    return byBucket;
  }
}

async function countByBucket({ database }: Monitor, since: number, width: number) {
  const bucket = sql<number>`cast((slot - ${since}) / ${width} as integer)`;
  const rows = await database.db
    .selectFrom('scheduler_run')
    .select(({ fn }) => [bucket.as('bucket'), 'state', fn.countAll<number>().as('count')])
    .where('slot', '>=', since)
    .groupBy(['bucket', 'state'])
    .execute();
  return rows.map((row) => ({
    state: row.state,
    bucket: Math.min(BUCKETS - 1, Number(row.bucket)),
    count: Number(row.count),
  }));
}

function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
