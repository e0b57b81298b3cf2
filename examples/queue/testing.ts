import { Redis } from 'ioredis';
import { Type } from 'typebox';
import { systemClock } from '../scheduler/clock/system-clock.ts';
import { startRedis } from '../shared/redis/testing.ts';
import { defineTask } from './tasks/contract.ts';
import { openTasks } from './tasks/publisher.ts';
import { startWorkers, type WorkerOptions } from './worker/app.ts';
import type { Handlers } from './worker/handler.ts';
import type { Run } from './worker/run.ts';

/** Two tasks are enough to try a queue on. */
export const twoTasks = {
  add: defineTask({
    name: 'add',
    profile: 'cpu',
    payload: Type.Object({ a: Type.Number(), b: Type.Number() }, { additionalProperties: false }),
    result: Type.Number(),
    attempts: 3,
    backoffMs: 20,
    timeoutMs: 5_000,
  }),
  wait: defineTask({
    name: 'wait',
    profile: 'io',
    payload: Type.Object({ ms: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
    result: Type.Object({ waitedMs: Type.Integer() }),
    timeoutMs: 60_000,
  }),
};
export type TwoTasks = typeof twoTasks;

export type RedisKind = 'real' | 'embedded';
export const redisKinds: RedisKind[] = ['real', 'embedded'];

/** A Redis of the test's own, a publisher on it, and workers as they are asked for. Everything ends with `close`. */
export async function startBench(kind: RedisKind) {
  const server = await startRedis({ kind });
  const connection = connect(server.url);
  const published = openTasks(twoTasks, { connection, onError: ignore });
  const closing: (() => Promise<unknown>)[] = [];

  return {
    server,
    connection,
    tasks: published.tasks,
    runs: [] as Run[],
    async startWorkers(handlers: Handlers<TwoTasks>, options: Partial<WorkerOptions<TwoTasks>> = {}) {
      const workers = await startWorkers({
        connection: options.connection ?? connection,
        catalogue: twoTasks,
        handlers,
        contracts: Object.values(twoTasks),
        concurrency: () => 4,
        clock: systemClock,
        onError: ignore,
        onRun: (run) => this.runs.push(run),
        ...options,
      });
      closing.push(() => workers.stop(2_000));
      return workers;
    },
    async stopWorkers() {
      for (const close of closing.splice(0)) await close();
    },
    async close() {
      await this.stopWorkers();
      await published.close();
      connection.disconnect();
      await server.stop();
    },
  };
}

export type Bench = Awaited<ReturnType<typeof startBench>>;

export function connect(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 100 }).on('error', ignore);
}

/** Asks until the answer is yes. Tests wait for what they mean, not for a time that is mostly long enough. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, patienceMs = 30_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited ${patienceMs / 1_000} s in vain for: ${what}`);
}

export function ignore(): void {}
