import type { JobDefinition } from '../scheduler/index.ts';

/** Something to look at from the first minute on; set up once, and from then on the user's like any other task. */
export const sampleTasks: readonly JobDefinition[] = [
  {
    name: 'data-report',
    handler: 'report',
    payload: { hours: 1 },
    trigger: { kind: 'every', ms: 30_000 },
  },
  {
    name: 'cache-warm-up',
    handler: 'cache-warm-up',
    payload: { entries: 20 },
    trigger: { kind: 'every', ms: 45_000 },
  },
  {
    name: 'flaky-upstream',
    handler: 'flaky',
    payload: { failRate: 0.7 },
    trigger: { kind: 'every', ms: 20_000 },
    options: { retry: { attempts: 3, baseMs: 1_000, capMs: 5_000 } },
  },
  {
    name: 'slow-export',
    handler: 'slow',
    payload: { seconds: 40 },
    trigger: { kind: 'every', ms: 30_000 },
    options: { overlap: 'skip', timeoutMs: 120_000 },
  },
  {
    name: 'history-cleanup',
    handler: 'history-cleanup',
    payload: { keepDays: 30, keepPerTask: 10_000 },
    trigger: { kind: 'cron', expression: '15 3 * * *', timeZone: 'UTC' },
  },
];
