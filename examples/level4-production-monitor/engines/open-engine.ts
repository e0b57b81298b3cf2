import { type Clock, type Engine, LocalEngine, type Random } from '../../scheduler/index.ts';
import { SqlStore } from '../../scheduler/sql/sql-store.ts';
import { provideRedis } from '../../shared/redis/index.ts';
import { migrateUp } from '../../shared/sql/index.ts';
import type { Config } from '../config.ts';
import type { MonitorDatabase } from '../database.ts';
import type { NodeInfo, NodeRegistry } from '../monitor.ts';
import { BullEngine } from './bullmq/bull-engine.ts';
import { clusterTables } from './bullmq/tables.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly nodes: NodeRegistry;
  close(): Promise<void>;
}

export interface EngineParts {
  readonly config: Pick<Config, 'engine' | 'node' | 'redisUrl' | 'concurrency'>;
  readonly database: MonitorDatabase;
  readonly clock: Clock;
  readonly random: Random;
  /** What this process is among the nodes. */
  readonly role?: NodeInfo['role'];
  readonly announce: (line: string) => void;
}

/** The engine the configuration asks for. Everything above it sees the same port. */
export function openEngine(parts: EngineParts): Promise<OpenedEngine> {
  return parts.config.engine === 'bullmq' ? openForMany(parts) : openForOne(parts);
}

async function openForOne({ config, database, clock, random }: EngineParts): Promise<OpenedEngine> {
  const store = new SqlStore(database.db as never);
  const engine = new LocalEngine({ store, clock, random, node: config.node });
  return { engine, nodes: onlyThis(config.node, engine, clock), close: async () => {} };
}

async function openForMany(parts: EngineParts): Promise<OpenedEngine> {
  const { config, clock, random, role = 'monitor', announce } = parts;
  const database = parts.database as never;
  const redis = await provideRedis({ ...(config.redisUrl && { url: config.redisUrl }), announce });
  await migrateUp(database, clusterTables);
  const { node, concurrency } = config;
  const engine = await BullEngine.open({ redisUrl: redis.url, database, clock, random, node, role, concurrency });
  return {
    engine,
    nodes: engine.nodes,
    async close() {
      engine.close();
      await redis.close();
    },
  };
}

/** One process has one node: itself. */
function onlyThis(id: string, engine: Engine, clock: Clock): NodeRegistry {
  const startedAt = clock.now();
  return {
    async all(): Promise<NodeInfo[]> {
      const runs = await engine.history({ states: ['running', 'retrying'], limit: 100 });
      const running = runs.map((run) => ({ id: run.id, task: run.job }));
      return [{ id, role: 'monitor', startedAt, lastSeenAt: clock.now(), running }];
    },
  };
}
