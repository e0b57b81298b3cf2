import { expect, test } from 'vitest';
import { readSettings } from '../config/settings.ts';
import { buildApp } from './app.ts';

test('the application starts its scheduler when it is ready, shows it, and stops it when it closes', async () => {
  const app = await buildApp(readSettings({}), () => {});
  const home = await app.inject('/');
  expect(home.json()).toMatchObject({ sessions: 0 });
  const { jobs } = (await app.inject('/scheduler/status')).json();
  expect(jobs.map((job: { name: string }) => job.name)).toContain('health-check');
  expect(jobs.every((job: { next: string | null }) => job.next !== null)).toBe(true);
  await app.close();
});
