import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Clock,
  type Engine,
  type JobDefinition,
  type Random,
  SchedulerError,
  systemClock,
} from '../scheduler/index.ts';
import { SqlStore } from '../scheduler/sql/sql-store.ts';
import { AlertDesk } from './alerts/alert-desk.ts';
import { logNotifier } from './alerts/notifiers/log.ts';
import { mailNotifier } from './alerts/notifiers/mail.ts';
import type { Notifier } from './alerts/notifiers/notifier.ts';
import { webhookNotifier } from './alerts/notifiers/webhook.ts';
import type { Config } from './config.ts';
import { openMonitorDatabase } from './database.ts';
import { openEngine } from './engines/open-engine.ts';
import { cacheWarmUpHandler, cleanupHandler, flakyHandler, reportHandler, slowHandler } from './handlers/everyday.ts';
import { historyCleanupHandler } from './handlers/history-cleanup.ts';
import { httpCallHandler } from './handlers/http-call.ts';
import { HandlerRegistry } from './handlers/registry.ts';
import { RecentRuns } from './history/recent-runs.ts';
import { type DatabaseWatch, watchDatabase } from './lifecycle/database-watch.ts';
import { MonitorMetrics } from './metrics/metrics.ts';
import { type Monitor, Readiness } from './monitor.ts';
import { sampleTasks } from './samples.ts';
import { holdAlone } from './single.ts';
import { openTracing } from './tracing/tracing.ts';

export interface BuildOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Where alerts and troubles are said. */
  readonly say?: (line: string) => void;
}

export interface BuiltMonitor extends Monitor {
  start(): Promise<void>;
  /** Begins nothing new and lets what runs end. What has been recorded can still be read. */
  stop(deadlineMs: number): Promise<void>;
  /** Lets go of the database, when nobody asks any more. */
  close(): Promise<void>;
}

/** Puts the monitor together. Nothing runs until `start`. */
export async function buildMonitor(config: Config, options: BuildOptions = {}): Promise<BuiltMonitor> {
  const { clock = systemClock, random = Math.random, say = () => {} } = options;
  const letGo = config.engine === 'local' ? await holdAlone(config) : async () => {};
  const database = await openMonitorDatabase(config);
  const store = new SqlStore(database.db as never);
  const opened = await openEngine({ config, database, clock, random, announce: say });
  const { engine } = opened;
  const handlers = registryFor({ config, engine, store, clock, random, db: database.db });
  for (const handler of handlers.all()) engine.handle(handler.name, (context) => handler.run(context));

  const recent = new RecentRuns();
  const readiness = new Readiness();
  const tracing = config.traceUrl ? openTracing(config.traceUrl, config.node) : undefined;
  const metrics = new MonitorMetrics(engine, recent, () => readiness.reason === null);
  engine.subscribe((event) => {
    recent.onEvent(event);
    readiness.onEvent(event);
    metrics.onEvent(event);
    tracing?.onEvent(event);
    if (event.type === 'store-failed') say(`${event.error.message}: trying again`);
    if (event.type === 'store-recovered') say('it answers again');
  });
  let watch: DatabaseWatch | undefined;
  const desk = new AlertDesk({
    engine,
    db: database.db as never,
    clock,
    thresholds: config.thresholds,
    notifiers: notifiersFor(config, clock, random, say),
    onProblem: (what, error) => say(`${what} failed: ${error instanceof Error ? error.message : String(error)}`),
  });

  return {
    config,
    clock,
    engine,
    database,
    handlers,
    recent,
    desk,
    metrics,
    readiness,
    nodes: opened.nodes,
    async start() {
      if (config.samples) for (const task of sampleTasks) await addOnce(engine, task);
      await recent.load(engine);
      await engine.start();
      desk.start();
      watch = watchDatabase(database, clock, (reason) => readiness.set(reason, 'database'));
    },
    async stop(deadlineMs) {
      readiness.set('stopping', 'stop');
      await desk.stop();
      const report = await engine.stop({ deadlineMs });
      for (const id of report.abandoned) say(`${id} did not stop when told to; after a restart it counts as abandoned`);
      await tracing?.close();
    },
    async close() {
      watch?.stop();
      await opened.close();
      await database.close();
      await letGo();
    },
  };
}

/** What somebody has changed since stays as it is. Of two monitors that start at once, one comes second. */
async function addOnce(engine: Engine, task: JobDefinition): Promise<void> {
  await engine.add(task).catch((error: unknown) => {
    if (!(error instanceof SchedulerError && error.code === 'duplicate-job')) throw error;
  });
}

export interface HandlerParts {
  config: Config;
  engine: Engine;
  store: SqlStore;
  clock: Clock;
  random: Random;
  db: Awaited<ReturnType<typeof openMonitorDatabase>>['db'];
}

/** The code that tasks may name: the same in a monitor and in a worker. */
export function registryFor({ config, engine, store, clock, random, db }: HandlerParts): HandlerRegistry {
  const folder = join(tmpdir(), 'clockwork-monitor');
  mkdirSync(folder, { recursive: true });
  return new HandlerRegistry([
    httpCallHandler({ allowPrivate: config.allowPrivateAddresses }),
    reportHandler({ engine: () => engine, clock }),
    cacheWarmUpHandler({ clock, cache: new Map() }),
    cleanupHandler({ folder, clock }),
    historyCleanupHandler({ store, db, clock }),
    flakyHandler({ random }),
    slowHandler({ clock }),
  ]);
}

function notifiersFor(
  { webhook, mail }: Config,
  clock: Clock,
  random: Random,
  say: (line: string) => void,
): Notifier[] {
  return [
    logNotifier(say),
    ...(webhook ? [webhookNotifier({ ...webhook, clock, random })] : []),
    ...(mail ? [mailNotifier(mail)] : []),
  ];
}
