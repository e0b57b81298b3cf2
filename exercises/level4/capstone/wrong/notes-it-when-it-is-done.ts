/** Believes that a run is worth a row when it has ended. A kill in its middle leaves no trace that it began. */
import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { Run } from '../../21-survive-a-restart/exercise.ts';
import * as pieces from '../solved-pieces.ts';
import { KEEP_MS, KEEP_RUNS, type World } from '../world.ts';

const TICK_MS = 20;

export async function live(world: World): Promise<void> {
  const { store, now, stop } = world;
  const registry = new Registry();
  const label = pieces.boundedLabel(100);
  const listeners = [pieces.countRuns, pieces.timeRuns, pieces.rememberSuccess].map((keep) => keep(registry, label));
  const going = new Set<Promise<void>>();
  const begunHere = new Set<string>();
  const carryOut = async ({ job, slot }: Run): Promise<void> => {
    const began = now();
    const error = await world.work(job, slot).then(
      () => null,
      (thrown: Error) => thrown.message,
    );
    const outcome = error === null ? 'success' : 'failed';
    await store.save({ job, slot, state: outcome });
    const run = { id: `${job}@${slot}`, job, outcome, endedAt: now(), durationMs: now() - began, error } as const;
    for (const hear of listeners) hear(run);
    const desk = { store, now, page: world.page };
    await pieces.lookAndRemind(desk, job, await store.outcomes(job)).catch(() => {});
  };
  const start = (run: Run): void => {
    const done = carryOut(run).finally(() => going.delete(done));
    going.add(done);
  };

  for (const run of await pieces.recover(store, pieces.nextRun, now())) start(run);
  const app = await openDoor(world, registry);
  world.listening((app.server.address() as AddressInfo).port);

  for (let prunedAt = 0; !stop.aborted; await later(TICK_MS)) {
    for (const job of await store.jobs()) {
      if (job.paused) continue;
      const after = Math.max(job.since, (await store.latest(job.name))?.slot ?? 0);
      const { missed, run } = pieces.catchUp(pieces.nextRun, job, after, now());
      for (const slot of missed) await store.save({ job: job.name, slot, state: 'missed' });
      if (run === null) continue;
      const begun: Run = { job: job.name, slot: run, state: 'running' };
      if (begunHere.has(`${job.name}@${run}`)) continue;
      begunHere.add(`${job.name}@${run}`);
      start(begun);
    }
    if (now() - prunedAt < 1_000) continue;
    prunedAt = now();
    await pieces.prune(store.db, { before: now() - KEEP_MS, keep: KEEP_RUNS }, 100, () => later(1));
  }
  await Promise.all(going);
  await app.close();
}
async function openDoor({ store, keys, now }: World, registry: Registry) {
  const app = pieces.controlApi({
    now,
    find: (id) => store.controlled(id),
    save: (job) => store.control(job, now()),
    run: async () => Promise.reject(Object.assign(new Error('not in this monitor'), { statusCode: 501 })),
  });
  pieces.guard(app, pieces.doorkeeper(keys, timingSafeEqual), () => performance.now());
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  app.get<{ Querystring: { from: string; until: string } }>('/preview', async ({ query: { from, until } }) => {
    const jobs = (await store.jobs()).map(({ name, schedule, paused }) => {
      return { name, cron: schedule, timeZone: 'UTC', paused, nextAt: null, run() {} };
    });
    return pieces.preview(jobs, { from: Number(from), until: Number(until) }, 1_000);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}
