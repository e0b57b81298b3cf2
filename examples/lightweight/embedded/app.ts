import fastify, { type FastifyInstance } from 'fastify';
import { everydayHandlers, registerEverydayJobs } from '../config/everyday-jobs.ts';
import { openJobStore } from '../config/open-job-store.ts';
import { CronScheduler } from '../config/scheduler.ts';
import type { Settings } from '../config/settings.ts';
import { memorySessions } from './sessions.ts';

/** A small web application with a scheduler inside. Building it starts nothing: the server's own lifecycle does. */
export async function buildApp(settings: Settings, announce: (line: string) => void): Promise<FastifyInstance> {
  const app = fastify();
  const sessions = memorySessions();
  const scheduler = new CronScheduler({
    settings,
    store: await openJobStore(settings.store),
    handlers: everydayHandlers({ sessions, announce, checkHealth: async () => announce('health: ok') }),
    announce,
  });

  // #region lifecycle
  // A job that needs the application must not run before the application is ready …
  app.addHook('onReady', async () => {
    await scheduler.start();
    await registerEverydayJobs(scheduler);
  });
  // … and closing the application has to wait for what is running. onClose hooks run before `close()` resolves.
  app.addHook('onClose', async () => {
    const { left } = await scheduler.stop();
    if (left > 0) announce(`${left} runs were still going at the deadline`);
  });
  // #endregion lifecycle

  app.get('/', async () => ({ hello: 'an application with a scheduler inside', sessions: sessions.count() }));
  app.get('/scheduler/status', async () => ({ now: new Date().toISOString(), jobs: scheduler.status() }));
  return app;
}
