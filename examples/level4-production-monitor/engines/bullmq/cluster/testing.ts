import { Redis } from 'ioredis';
import { type EngineEvent, type RunRecord, systemClock } from '../../../../scheduler/index.ts';
import { startRedis } from '../../../../shared/redis/testing.ts';
import type { DatabaseOptions } from '../../../../shared/sql/index.ts';
import { BullEngine } from '../bull-engine.ts';
import { openTables } from '../testing.ts';

export const SECOND = 1000;

/** As many nodes as a test asks for, in one process, each with connections of its own, on one Redis and one database. */
export async function startCluster(databaseOptions: DatabaseOptions = {}) {
  const server = await startRedis({ kind: 'real' });
  const database = await openTables(databaseOptions);
  const nodes: { engine: BullEngine; events: EngineEvent[] }[] = [];

  const cluster = {
    server,
    database,
    nodes,
    /** A node that knows what jobs may ask for, not yet started. */
    async open(handlers: Handlers): Promise<BullEngine> {
      const parts = { redisUrl: server.url, database, clock: systemClock, random: Math.random };
      const engine = await BullEngine.open({ ...parts, node: `node-${nodes.length + 1}`, role: 'worker' });
      const events: EngineEvent[] = [];
      engine.subscribe((event) => events.push(event));
      for (const [name, handler] of Object.entries(handlers)) engine.handle(name, handler);
      nodes.push({ engine, events });
      return engine;
    },
    async start(count: number, handlers: Handlers): Promise<BullEngine[]> {
      const engines: BullEngine[] = [];
      for (let index = 0; index < count; index++) engines.push(await cluster.open(handlers));
      for (const engine of engines) await engine.start();
      return engines;
    },
    /** Of one job, oldest first. */
    async history(job: string): Promise<RunRecord[]> {
      return (await nodes[0]!.engine.history({ job, limit: 1_000 })).reverse();
    },
    async redis<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result> {
      const redis = new Redis(server.url);
      try {
        return await work(redis);
      } finally {
        redis.disconnect();
      }
    },
    async close() {
      await Promise.all(nodes.map(({ engine }) => engine.stop({ deadlineMs: 0 })));
      await database.close();
      await server.stop();
    },
  };
  return cluster;
}

export type Cluster = Awaited<ReturnType<typeof startCluster>>;
type Handlers = Readonly<Record<string, Parameters<BullEngine['handle']>[1]>>;
