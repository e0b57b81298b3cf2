import type { Redis } from 'ioredis';
import type { Run } from '../worker/run.ts';

/** Upper bounds of the latency buckets, in seconds: Prometheus knows no other unit for time. */
export const buckets = [0.005, 0.02, 0.1, 0.5, 1, 5, 30, 120] as const;

const keyOf = (task: string) => `clockwork:queue:tally:${task}`;

/**
 * What workers did, added up in Redis so that one scrape sees all of them and a worker's death takes no total with it.
 * Counted in memory and written once a second: a job then costs no round trip, and a killed worker at most a second.
 */
export class Tally {
  readonly #redis: Redis;
  #counts = new Map<string, Map<string, number>>();

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  add({ task, outcome, durationMs, startedAt, dueAt }: Run): void {
    const seconds = durationMs / 1_000;
    const lag = Math.max(0, startedAt - dueAt) / 1_000;
    this.#count(task, `outcome:${outcome}`, 1);
    if (outcome === 'expired') return;
    this.#observe(task, 'duration', seconds);
    this.#observe(task, 'wait', lag);
  }

  /** What was counted stays counted if Redis cannot be reached: it goes with the next flush. */
  async flush(): Promise<void> {
    const counts = this.#counts;
    if (counts.size === 0 || this.#redis.status !== 'ready') return;
    this.#counts = new Map();
    const pipeline = this.#redis.pipeline();
    for (const [task, fields] of counts) {
      for (const [field, by] of fields) pipeline.hincrbyfloat(keyOf(task), field, by);
    }
    await pipeline.exec();
  }

  #observe(task: string, measure: string, value: number): void {
    const bucket = buckets.find((bound) => value <= bound) ?? '+Inf';
    this.#count(task, `${measure}:${bucket}`, 1);
    this.#count(task, `${measure}:sum`, value);
  }

  #count(task: string, field: string, by: number): void {
    const fields = this.#counts.get(task) ?? new Map<string, number>();
    this.#counts.set(task, fields);
    fields.set(field, (fields.get(field) ?? 0) + by);
  }
}

/** The totals of a task, by field: `outcome:success`, `duration:0.1`, `duration:sum`, `wait:+Inf`, … */
export async function readTally(redis: Redis, task: string): Promise<Map<string, number>> {
  const fields = await redis.hgetall(keyOf(task));
  return new Map(Object.entries(fields).map(([field, value]) => [field, Number(value)]));
}
