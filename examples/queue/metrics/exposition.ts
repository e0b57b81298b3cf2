import { Registry, type RegistryContentType } from 'prom-client';
import { outcomes } from '../worker/run.ts';
import type { QueueSample } from './sample.ts';
import { buckets } from './tally.ts';

type Labels = Record<string, string>;
interface Value {
  readonly value: number;
  readonly labels: Labels;
  readonly metricName?: string;
}

/**
 * The totals live in Redis, added up over all workers, so they are written out as they are found. prom-client's own
 * counters and histograms only count what happens in their process; it is left the part it does best, the format.
 */
export async function exposition(samples: readonly QueueSample[], beats: number): Promise<string> {
  const registry = new Registry<RegistryContentType>();
  const add = (name: string, type: 'gauge' | 'counter' | 'histogram', help: string, values: readonly Value[]) => {
    const metric = { name, type, help, get: async () => ({ name, type, help, values, aggregator: 'sum' }) };
    registry.registerMetric(metric as never);
  };
  const each = (value: (sample: QueueSample) => number) =>
    samples.map((sample) => ({ labels: { queue: sample.queue }, value: value(sample) }));

  add('clockwork_queue_beats', 'gauge', 'Beats that are alive.', [{ labels: {}, value: beats }]);
  add('clockwork_queue_jobs', 'gauge', 'Jobs in the queue, by state.', samples.flatMap(jobsByState));
  add(
    'clockwork_queue_workers',
    'gauge',
    'Workers that consume the queue.',
    each(({ workers }) => workers),
  );
  add(
    'clockwork_queue_lag_seconds',
    'gauge',
    'Age of the oldest job that is due.',
    each(({ lagMs }) => lagMs / 1_000),
  );
  add('clockwork_queue_runs_total', 'counter', 'Attempts, by outcome.', samples.flatMap(runsByOutcome));
  for (const [measure, help] of [
    ['duration', 'How long attempts took.'],
    ['wait', 'How long after it was due an attempt began.'],
  ] as const) {
    const name = `clockwork_queue_${measure}_seconds`;
    add(
      name,
      'histogram',
      help,
      samples.flatMap((sample) => histogram(name, measure, sample)),
    );
  }
  return registry.metrics();
}

function jobsByState({ queue, jobs }: QueueSample): Value[] {
  return Object.entries(jobs).map(([state, value]) => ({ labels: { queue, state }, value }));
}

/** Every outcome from the start, at zero: a series that appears with its first failure has no increase to alert on. */
function runsByOutcome({ queue, totals }: QueueSample): Value[] {
  return outcomes.map((outcome) => ({ labels: { queue, outcome }, value: totals.get(`outcome:${outcome}`) ?? 0 }));
}

function histogram(name: string, measure: string, { queue, totals }: QueueSample): Value[] {
  let count = 0;
  const lines = [...buckets, '+Inf'].map((bound) => {
    count += totals.get(`${measure}:${bound}`) ?? 0;
    return { metricName: `${name}_bucket`, labels: { queue, le: String(bound) }, value: count };
  });
  const sum = { metricName: `${name}_sum`, labels: { queue }, value: totals.get(`${measure}:sum`) ?? 0 };
  return [...lines, sum, { metricName: `${name}_count`, labels: { queue }, value: count }];
}
