import { RedisError } from './redis-error.ts';
import { type Binary, startServer } from './server-process.ts';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
  /** Killed and started again on the same port: empty, as after a crash without persistence. */
  restart(): Promise<void>;
}

/** A Redis of the test's own on a free port. A test that names `real` and has none fails: it never passes by skipping. */
export async function startRedis({ kind }: { kind: 'real' | 'embedded' }): Promise<TestRedis> {
  const start = async (port?: number) => {
    for (const binary of candidates[kind]) {
      const server = await startServer(binary, port);
      if (server) return server;
    }
    throw new RedisError('not-started', 'There is no redis-server or valkey-server on PATH, and one is needed here.');
  };
  let server = await start();
  return {
    url: server.url,
    stop: () => server.kill(),
    restart: async () => {
      await server.kill();
      server = await start(server.port);
    },
  };
}

const candidates: Record<'real' | 'embedded', Binary[]> = {
  real: ['redis-server', 'valkey-server'],
  embedded: ['embedded'],
};
