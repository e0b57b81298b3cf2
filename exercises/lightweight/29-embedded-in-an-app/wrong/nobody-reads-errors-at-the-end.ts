import type { FastifyInstance } from 'fastify';
import type { Build, Scheduler } from '../exercise.ts';

export function startWithApp(app: FastifyInstance, scheduler: Scheduler): void {
  app.addHook('onReady', () => scheduler.start());
}

export function stopWithApp(app: FastifyInstance, scheduler: Scheduler): void {
  app.addHook('preClose', async () => {
    await scheduler.stop().catch((error) => app.log.error(error));
  });
}

export function reloader(build: Build): () => Promise<FastifyInstance> {
  let current: FastifyInstance | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function replace(): Promise<FastifyInstance> {
    const next = await build();
    await current?.close();
    current = next;
    await next.ready();
    return next;
  }

  return () => {
    const reload = last.then(replace);
    last = reload.catch(() => {});
    return reload;
  };
}
