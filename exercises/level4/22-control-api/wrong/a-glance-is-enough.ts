import { Cron } from 'croner';
import fastify, { type FastifyInstance } from 'fastify';
import type { Change, Desk, Job } from '../exercise.ts';

export function nextRun(cron: string, after: number): number {
  const next = read(cron).nextRun(new Date(after));
  if (!next) throw new RangeError(`cron "${cron}" never comes true`);
  return next.getTime();
}

function read(cron: string): Cron {
  try {
    return new Cron(cron, { timezone: 'UTC' });
  } catch (cause) {
    throw new RangeError(`cron "${cron}" cannot be read: ${(cause as Error).message}`, { cause });
  }
}

export function changed(job: Job, { paused = job.paused, cron = job.cron }: Change, now: number): Job {
  const next = nextRun(cron, now);
  return { ...job, paused, cron, nextAt: paused ? null : next };
}

interface Params {
  id: string;
}

export function controlApi(desk: Desk): FastifyInstance {
  const app = fastify();

  const find = async (id: string): Promise<Job> => {
    const job = await desk.find(id);
    if (!job) throw Object.assign(new Error(`there is no job "${id}"`), { statusCode: 404 });
    return job;
  };
  const change = async (id: string, what: Change): Promise<Job> => {
    const job = changed(await find(id), what, desk.now());
    await desk.save(job);
    return job;
  };

  app.get<{ Params: Params }>('/jobs/:id', async ({ params }) => {
    const { id, cron } = await find(params.id);
    return { id, cron };
  });
  app.post<{ Params: Params }>('/jobs/:id/pause', ({ params }) => change(params.id, { paused: true }));
  app.post<{ Params: Params }>('/jobs/:id/resume', ({ params }) => change(params.id, { paused: false }));
  app.post<{ Params: Params }>('/jobs/:id/run', async ({ params }, reply) => {
    const { id } = await find(params.id);
    return reply.code(202).send({ run: await desk.run(id) });
  });

  const body = { type: 'object', required: ['cron'], properties: { cron: { type: 'string' } } };
  app.put<{ Params: Params; Body: { cron: string } }>(
    '/jobs/:id/schedule',
    { schema: { body } },
    ({ params, body: { cron } }) => change(params.id, { cron }),
  );

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof RangeError ? 400 : (error.statusCode ?? 500);
    return reply.code(status).send({ error: error.message });
  });
  return app;
}
