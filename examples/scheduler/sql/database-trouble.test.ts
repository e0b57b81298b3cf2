import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../shared/sql/index.ts';
import type { EngineEvent } from '../engine/events.ts';
import { scene } from '../engine/testing.ts';
import { every } from '../trigger/index.ts';
import { openStore } from './testing.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clockwork-'));
});
afterEach(() => rm(folder, { recursive: true }));

const counted = async (at: ReturnType<typeof scene>) => {
  const failures: string[] = [];
  at.engine.subscribe((event: EngineEvent) => {
    if (event.type === 'store-failed') failures.push(event.error.message);
  });
  let runs = 0;
  await at.engine.schedule('every second', every('1s'), (run) => {
    runs++;
    run.log('x'.repeat(2000));
  });
  await at.engine.start();
  return { failures, runs: () => runs };
};

it('a database locked by another process is waited for, and every run is recorded in the end', async () => {
  const file = join(folder, 'jobs.db');
  const { store, close } = await openStore({ file, busyTimeoutMs: 0 });
  const at = scene('2026-01-01T00:00:00.500Z', store);
  const { failures, runs } = await counted(at);
  const other = await openDatabase({ file });
  await sql`begin immediate`.execute(other.db);
  await at.clock.advance(2000);
  expect(runs()).toBe(0);
  expect(failures[0]).toBe('the job store failed: database is locked');
  await sql`rollback`.execute(other.db);
  await at.clock.advance(10_000);
  expect(runs()).toBeGreaterThanOrEqual(3);
  expect((await store.counts({})).success).toBe(runs());
  await other.close();
  await close();
});

it('a full database starts nothing more until there is room', async () => {
  const { store, database, close } = await openStore({ file: join(folder, 'jobs.db') });
  const at = scene('2026-01-01T00:00:00.500Z', store);
  const { failures, runs } = await counted(at);
  await at.clock.advance(1000);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count)}`.execute(database.db);
  await at.clock.advance(40_000);
  const stuckAt = runs();
  expect(failures[0]).toBe('the job store failed: database or disk is full');
  await sql`pragma max_page_count = 100000`.execute(database.db);
  await at.clock.advance(60_000);
  expect(runs()).toBeGreaterThan(stuckAt);
  expect((await store.counts({})).success).toBe(runs());
  await close();
});
