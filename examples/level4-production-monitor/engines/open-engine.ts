import { type Clock, type Engine, LocalEngine, type Random, type Store } from '../../scheduler/index.ts';
import type { Config } from '../config.ts';
import type { NodeInfo, NodeRegistry } from '../monitor.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly nodes: NodeRegistry;
  close(): Promise<void>;
}

export interface EngineParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly announce: (line: string) => void;
}

/** The engine the configuration asks for. Everything above it sees the same port. */
export async function openEngine({ config, store, clock, random }: EngineParts): Promise<OpenedEngine> {
  const engine = new LocalEngine({ store, clock, random, node: config.node });
  return { engine, nodes: onlyThis(config.node, engine, clock), close: async () => {} };
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
