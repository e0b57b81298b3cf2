import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../shared/sql/testing.ts';
import { until } from '../engines/bullmq/testing.ts';
import { startTestMonitor, type TestMonitor } from '../testing.ts';

/** PostgreSQL takes SQL more literally than SQLite does: whatever reads is asked once on it, with something to find. */
let postgres: TestPostgres;
let world: TestMonitor;
beforeAll(async () => {
  postgres = await startPostgres();
  world = await startTestMonitor({ databaseUrl: postgres.url });
  const trigger = { kind: 'every', ms: 3_600_000 };
  await world.call('POST', '/api/tasks', { id: 'job', handler: 'flaky', payload: { failRate: 0 }, trigger });
  const { body } = await world.call('POST', '/api/tasks/job/run');
  const path = `/api/executions/${encodeURIComponent(body.execution)}`;
  await until('the run to be recorded', async () => (await world.call('GET', path)).body.status === 'success');
});
afterAll(async () => {
  await world?.close();
  await postgres?.stop();
});

test.each([
  '/api/tasks',
  '/api/tasks/job',
  '/api/tasks/job/executions?limit=5',
  '/api/executions?status=success&task=job&from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z',
  '/api/preview?hours=24',
  '/api/stats?hours=24',
  '/api/alerts',
  '/api/audit',
  '/api/handlers',
  '/metrics',
  '/readyz',
])('%s answers', async (url) => {
  expect((await world.call('GET', url)).status).toBe(200);
});

test('the figures count what ran, in its slice', async () => {
  await world.clock.advance(1_000);
  const { body } = await world.call('GET', '/api/stats?hours=1');
  expect(body.outcomes).toEqual({ success: 1 });
  expect(body.buckets.at(-1)).toMatchObject({ success: 1, failed: 0, other: 0 });
});
