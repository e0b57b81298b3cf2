import { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { EngineUnderTest } from '../../../scheduler/contract/engine/stage.ts';
import { systemClock } from '../../../scheduler/index.ts';
import { schedulerTables } from '../../../scheduler/sql/migrations.ts';
import { type DatabaseOptions, migrateUp, openDatabase } from '../../../shared/sql/index.ts';
import { BullEngine } from './bull-engine.ts';
import { type ClusterSchema, clusterTables } from './tables.ts';

const SECOND = 1000;
/** Where in its second a test begins, as in virtual time: slots of every second are as far off as can be. */
const PHASE_MS = 300;
/** What was asked for last is under way by then. */
const LEAST_PASS_MS = 100;

export async function openTables(options: DatabaseOptions) {
  const database = await openDatabase<ClusterSchema>(options);
  await migrateUp(database, schedulerTables);
  await migrateUp(database, clusterTables);
  for (const table of ['scheduler_run', 'scheduler_job', 'scheduler_outbox'] as const) {
    await database.db.deleteFrom(table).execute();
  }
  return database;
}

/**
 * BullMQ's timers are Redis' and Node's, so this world's time is real. It is kept by one clock from the beginning on:
 * what happens between two waits is part of the second one, and a test that ought to end between two slots does so
 * even on a busy machine.
 */
export async function realWorld(redisUrl: string, databaseOptions: DatabaseOptions = {}): Promise<EngineUnderTest> {
  const redis = new Redis(redisUrl);
  await redis.flushall();
  redis.disconnect();
  const database = await openTables(databaseOptions);
  const engines: BullEngine[] = [];
  const make = async () => {
    const parts = { redisUrl, database, clock: systemClock, random: Math.random };
    const engine = await BullEngine.open({ ...parts, node: `node-${engines.length + 1}`, role: 'monitor' });
    engines.push(engine);
    return engine;
  };
  const first = await make();
  await wait((SECOND + PHASE_MS - (Date.now() % SECOND)) % SECOND);
  let passedUntil = Date.now();
  return {
    engine: first,
    now: () => Date.now(),
    pass: async (ms) => {
      passedUntil = Math.max(passedUntil + ms, Date.now() + Math.min(ms, LEAST_PASS_MS));
      await wait(passedUntil - Date.now());
      await nothingOnOffer(database.db);
    },
    again: make,
    close: async () => {
      for (const engine of engines) await engine.stop({ deadlineMs: 0 });
      await database.close();
    },
  };
}

/** What was due has begun: a slow Redis may take its time to bring a run to its worker. A stopped worker takes none. */
async function nothingOnOffer(db: Kysely<ClusterSchema>): Promise<void> {
  const offered = db.selectFrom('scheduler_outbox').select('id').where('place', '=', 'offered');
  const patience = Date.now() + 2 * SECOND;
  while ((await offered.execute()).length > 0 && Date.now() < patience) await wait(20);
  // Taken is not yet called, and what was called may take a moment to be recorded.
  await wait(20);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks until the answer is yes. Tests wait for what they mean, not for a time that is mostly long enough. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, patienceMs = 30_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(20)) {
    if (await isSo()) return;
  }
  throw new Error(`Waited ${patienceMs / 1_000} s in vain for: ${what}`);
}
