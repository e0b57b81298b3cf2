import { type Clock, type Random, type StopReport, systemClock } from '../../scheduler/index.ts';
import { SqlStore } from '../../scheduler/sql/sql-store.ts';
import { registryFor } from '../build.ts';
import type { Config } from '../config.ts';
import { openMonitorDatabase } from '../database.ts';
import { openEngine } from '../engines/open-engine.ts';

export interface WorkerOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly say: (line: string) => void;
}

export interface StartedWorker {
  /** Where its database is, fit to be shown. */
  readonly database: string;
  stop(deadlineMs: number): Promise<StopReport>;
}

/** A node without the web side: it plans, takes and runs as a monitor does, and knows the same handlers. */
export async function startWorker(
  config: Config,
  { clock = systemClock, random = Math.random, say }: WorkerOptions,
): Promise<StartedWorker> {
  const database = await openMonitorDatabase(config);
  const { engine, close } = await openEngine({ config, database, clock, random, role: 'worker', announce: say });
  const store = new SqlStore(database.db as never);
  const handlers = registryFor({ config, engine, store, clock, random, db: database.db });
  for (const handler of handlers.all()) engine.handle(handler.name, (context) => handler.run(context));
  engine.subscribe((event) => {
    if (event.type === 'store-failed') say(`${event.error.message}: trying again`);
    if (event.type === 'store-recovered') say('it answers again');
  });
  await engine.start();
  return {
    database: database.address,
    async stop(deadlineMs) {
      const report = await engine.stop({ deadlineMs });
      await close();
      await database.close();
      return report;
    },
  };
}
