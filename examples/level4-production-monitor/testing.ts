import type { FastifyInstance } from 'fastify';
import { type Handler, seededRandom, VirtualClock } from '../scheduler/index.ts';
import { buildApp } from './api/app.ts';
import { type BuiltMonitor, buildMonitor } from './build.ts';
import { type Config, readConfig } from './config.ts';
import type { Keys } from './door/tokens.ts';

export const KEYS: Keys = { admin: 'admin-token-for-tests', viewer: 'viewer-token-for-tests' };

export interface TestMonitor {
  readonly monitor: BuiltMonitor;
  readonly app: FastifyInstance;
  readonly clock: VirtualClock;
  /** A request as the admin, or as whoever `token` says. */
  call(method: Method, url: string, body?: object | null, more?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

/** A whole monitor on a virtual clock and a database in memory; requests go in without a port. */
export async function startTestMonitor(
  overrides: Partial<Config> = {},
  handlers: Readonly<Record<string, Handler>> = {},
): Promise<TestMonitor> {
  const clock = new VirtualClock({ start: '2026-03-02T12:00:00Z' });
  const { config } = readConfig({ MONITOR_FILE: ':memory:', MONITOR_SAMPLES: 'false', MONITOR_NODE: 'node-1' });
  const monitor = await buildMonitor({ ...config, ...overrides }, { clock, random: seededRandom(1) });
  for (const [name, handler] of Object.entries(handlers)) monitor.engine.handle(name, handler);
  const app = await buildApp(monitor, KEYS);
  await monitor.start();
  return {
    monitor,
    app,
    clock,
    async call(method, url, body, { token = KEYS.admin, headers = {} } = {}) {
      const response = await app.inject({
        method,
        url,
        headers: { host: '127.0.0.1', ...(token && { authorization: `Bearer ${token}` }), ...headers },
        ...(body && { payload: body }),
      });
      const isJson = /json/.test(String(response.headers['content-type']));
      return { status: response.statusCode, headers: response.headers, body: isJson ? response.json() : response.body };
    },
    async close() {
      const stopped = monitor.stop(0);
      // Handlers that are told to stop wait in this world's time.
      await clock.advance(60_000);
      await stopped;
      await app.close();
      await monitor.close();
    },
  };
}
