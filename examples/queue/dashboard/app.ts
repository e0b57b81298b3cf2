import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { Queue } from 'bullmq';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { liveBeats } from '../beat/heartbeat.ts';
import { DEAD_LETTER_QUEUE } from '../dead-letter/letter.ts';
import { type AlertChange, type AlertRules, AlertWatch } from '../metrics/alerts.ts';
import { exposition } from '../metrics/exposition.ts';
import { sampleQueue } from '../metrics/sample.ts';
import type { Catalogue } from '../tasks/contract.ts';
import { guard } from './auth.ts';

export interface DashboardOptions {
  readonly connection: Redis;
  readonly catalogue: Catalogue;
  readonly token: string;
  readonly clock: Clock;
  readonly lookEveryMs?: number;
  readonly rules?: AlertRules;
  onAlert(change: AlertChange): void;
  onError(error: Error): void;
}

/** The queues to look at and to press on (`/`), and their figures for Prometheus (`/metrics`). All of it behind a token. */
export async function buildDashboard(options: DashboardOptions): Promise<FastifyInstance> {
  const { connection, catalogue, token, clock, onAlert, onError, lookEveryMs = 10_000, rules } = options;
  const names = [...Object.values(catalogue).map(({ name }) => name), DEAD_LETTER_QUEUE];
  const queues = names.map((name) => new Queue(name, { connection }).on('error', onError));
  const sampleAll = () => Promise.all(queues.map((queue) => sampleQueue(queue, connection, clock.now())));

  const nothing = (error: Error) => {
    onError(error);
    return [];
  };

  const app = Fastify();
  app.addHook('onRequest', guard(token));

  app.get('/metrics', async (_request, reply) => {
    const [samples, beats] = await Promise.all([sampleAll(), liveBeats(connection)]);
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    return exposition(samples, beats.length);
  });

  const serverAdapter = new FastifyAdapter();
  createBullBoard({ queues: queues.map((queue) => new BullMQAdapter(queue)), serverAdapter });
  serverAdapter.setBasePath('/');
  await app.register(serverAdapter.registerPlugin());

  const watch = new AlertWatch(rules);
  const closing = new AbortController();
  // One look after the other: on a slow Redis, looks that do not wait for each other become the load they report.
  const looking = (async () => {
    while (!closing.signal.aborted) {
      for (const change of watch.look(await sampleAll().catch(nothing))) onAlert(change);
      await sleep(clock, lookEveryMs, closing.signal).catch(() => {});
    }
  })();

  app.addHook('onClose', async () => {
    closing.abort();
    await looking;
    await Promise.all(queues.map((queue) => queue.close()));
  });
  return app;
}
