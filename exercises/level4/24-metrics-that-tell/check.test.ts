import { Registry } from 'prom-client';
import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { EndedRun, OnEnd } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Label', () => {
    test('the first names are their own label, now and later; the rest share one', () => {
      const label = subject.boundedLabel(2);
      const labels = ['a', 'b', 'c', 'd', 'a', 'b', 'c'].map((name) => label(name));
      expect(labels, 'labels of a b c d a b c, of which two may have their own').toEqual(
        'a b other other a b other'.split(' '),
      );
    });

    test('the number of labels is bounded, whatever comes', async () => {
      await holdsForAll(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.array(fc.string())), ([most, names]) => {
        const label = subject.boundedLabel(most);
        const labels = new Set(names.map((name) => label(name)));
        labels.delete('other');
        expect(labels.size, `labels besides "other", of which ${most} are allowed`).toBeLessThanOrEqual(most);
      });
    });

    test('two schedulers count their names apart', () => {
      const [one, other] = [subject.boundedLabel(1), subject.boundedLabel(1)];
      expect([one('import'), other('export')], 'the first name of each').toEqual(['import', 'export']);
    });
  });

  task(2, 'Count', () => {
    test('every run is counted once, by job and outcome', async () => {
      const { ended, read } = world(subject.countRuns);
      for (const outcome of ['success', 'failed', 'failed', 'missed'] as const) ended({ outcome });
      ended({ job: 'digest' });
      expect(await read('scheduler_runs_total'), 'the counts').toEqual({
        'backup failed': 2,
        'backup missed': 1,
        'backup success': 1,
        'digest success': 1,
      });
    });

    test('a counter never goes down, not even after a success or after it was read', async () => {
      const { ended, read } = world(subject.countRuns);
      let before = 0;
      for (const outcome of ['failed', 'failed', 'success', 'failed'] as const) {
        ended({ outcome });
        const failed = (await read('scheduler_runs_total'))['backup failed'] ?? 0;
        expect(failed, 'failures counted').toBeGreaterThanOrEqual(before);
        before = failed;
      }
      expect(before, 'failures counted in the end').toBe(3);
    });

    test('a thousand runs and errors make no more series than two', async () => {
      const { ended, series } = world(subject.countRuns);
      for (let run = 0; run < 1_000; run++) {
        ended({
          id: `run ${run}`,
          outcome: run % 2 ? 'failed' : 'success',
          error: run % 2 ? `timeout of ${run}` : null,
        });
      }
      expect(await series('scheduler_runs_total'), 'series after a thousand runs of one job').toBe(2);
    });

    test('Prometheus reads a counter', async () => {
      const { ended, type } = world(subject.countRuns);
      ended({});
      expect(await type('scheduler_runs_total'), 'the type').toBe('counter');
    });
  });

  task(3, 'Measure', () => {
    test('durations are in seconds', async () => {
      const { ended, read } = world(subject.timeRuns);
      for (const durationMs of [50, 500, 5_000, 50_000, 500_000]) ended({ durationMs });
      expect(await read('scheduler_run_duration_seconds'), 'runs up to each bound, in seconds').toMatchObject({
        'backup 0.1': 1,
        'backup 1': 2,
        'backup 10': 3,
        'backup 60': 4,
        'backup 600': 5,
        'backup +Inf': 5,
      });
    });

    test('the sum is exact, so that an average can be computed', async () => {
      await holdsForAll(
        fc.array(fc.nat(600_000), { maxLength: 10 }),
        async (durations) => {
          const { ended, read } = world(subject.timeRuns);
          for (const durationMs of durations) ended({ durationMs });
          const { 'backup sum': sum = 0 } = await read('scheduler_run_duration_seconds');
          const total = durations.reduce((all, ms) => all + ms, 0) / 1_000;
          expect(sum, `the sum in seconds, of ${durations.join(', ')} ms`).toBeCloseTo(total, 6);
        },
        { runs: 20 },
      );
    });

    test('a run that never began is not measured', async () => {
      const { ended, read } = world(subject.timeRuns);
      ended({ outcome: 'missed', durationMs: null });
      ended({ durationMs: 100 });
      expect((await read('scheduler_run_duration_seconds'))['backup count'], 'runs measured').toBe(1);
    });

    test('a run that took no time is measured', async () => {
      const { ended, read } = world(subject.timeRuns);
      ended({ durationMs: 0 });
      expect((await read('scheduler_run_duration_seconds'))['backup count'], 'runs measured').toBe(1);
    });
  });

  task(4, 'Remember', () => {
    test('it is the instant of the last success, in seconds', async () => {
      const { ended, read } = world(subject.rememberSuccess);
      ended({ endedAt: 1_500 });
      expect(await read('scheduler_last_success_timestamp_seconds'), 'after a success at 1500 ms').toEqual({
        backup: 1.5,
      });
    });

    test('a job that fails punctually looks older and older', async () => {
      const { ended, read } = world(subject.rememberSuccess);
      ended({ endedAt: 1_000 });
      ended({ endedAt: 2_000, outcome: 'failed' });
      ended({ endedAt: 3_000, outcome: 'missed' });
      expect((await read('scheduler_last_success_timestamp_seconds')).backup, 'after a failure and a miss').toBe(1);
    });

    test('a job that never succeeded has no last success', async () => {
      const { ended, read } = world(subject.rememberSuccess);
      ended({ endedAt: 2_000, outcome: 'failed' });
      expect(await read('scheduler_last_success_timestamp_seconds'), 'after a failure alone').toEqual({});
    });

    test('news that comes late does not turn it back', async () => {
      const { ended, read } = world(subject.rememberSuccess);
      ended({ endedAt: 5_000 });
      ended({ endedAt: 4_000 });
      expect((await read('scheduler_last_success_timestamp_seconds')).backup, 'told of 5 s, then of 4 s').toBe(5);
    });

    test('each job has its own', async () => {
      const { ended, read } = world(subject.rememberSuccess);
      ended({ endedAt: 5_000 });
      ended({ job: 'digest', endedAt: 4_000 });
      expect(await read('scheduler_last_success_timestamp_seconds'), 'two jobs').toEqual({ backup: 5, digest: 4 });
    });
  });
});

/** A registry, something that keeps a metric in it, and runs that end. */
function world(keep: (registry: Registry, label: (job: string) => string) => OnEnd) {
  let now = 0;
  const story = new Timeline({ monotonic: () => now });
  const registry = new Registry();
  const onEnd = keep(registry, (job) => job);
  const ended = (changes: Partial<EndedRun>) => {
    const run = {
      id: 'run 1',
      job: 'backup',
      outcome: 'success',
      endedAt: 1_000,
      durationMs: 100,
      error: null,
    } as const;
    const told: EndedRun = { ...run, ...changes };
    now = told.endedAt;
    story.add(`${told.job} ended: ${told.outcome}, ${told.durationMs} ms`);
    onEnd(told);
  };
  const values = async (name: string) => {
    const metric = (await registry.getMetricsAsJSON()).find((found) => found.name === name);
    return (metric?.values ?? []) as { labels: Record<string, string>; metricName?: string; value: number }[];
  };
  return {
    ended,
    series: async (name: string) => (await values(name)).length,
    type: async (name: string) => (await registry.metrics()).match(new RegExp(`# TYPE ${name} (\\w+)`))?.[1],
    /** By job, then by outcome, bound, or whether it is the sum or the count. */
    read: async (name: string): Promise<Record<string, number>> => {
      const key = ({ labels, metricName = '' }: Awaited<ReturnType<typeof values>>[number]) => {
        const part = /_(sum|count)$/.exec(metricName)?.[1] ?? labels.le ?? labels.outcome;
        return [labels.job, part].filter((word) => word !== undefined).join(' ');
      };
      return Object.fromEntries((await values(name)).map((entry) => [key(entry), entry.value]));
    },
  };
}
