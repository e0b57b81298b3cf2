import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../scheduler/clock/clock.ts';
import { VirtualClock } from '../scheduler/clock/virtual-clock.ts';
import { seededRandom } from '../scheduler/random.ts';
import { type CleanupDatabase, openCleanupDatabase } from './database.ts';
import { catchUp, type Job, runSlot } from './job.ts';
import { archiveLogs } from './log-archive.ts';
import { PermanentError } from './retry.ts';
import { RunRecord } from './run-record.ts';
import { seedLogs, seedTokens } from './seed.ts';
import { removeExpiredTokens } from './token-cleanup.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const DAY_MS = 86_400_000;
const signal = new AbortController().signal;
let folder: string;
let database: CleanupDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-level2-'));
  database = await openCleanupDatabase(join(folder, 'cleanup.db'));
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('the token cleanup', () => {
  test('removes what expired, a batch at a time, and nothing else', async () => {
    await seedTokens(database.db, 2_500, NOW, seededRandom(1));
    const batches: number[] = [];
    const onBatch = (removed: number) => void batches.push(removed);
    const removed = await removeExpiredTokens(database.db, { before: NOW, batchSize: 500, signal, onBatch });
    const left = await database.db.selectFrom('session_token').select('expires_at').execute();
    expect(left.every((token) => token.expires_at >= NOW)).toBe(true);
    expect(removed + left.length).toBe(2_500);
    expect(batches.slice(0, -1).every((size) => size === 500)).toBe(true);
  });

  test('keeps a token that expires at this very millisecond', async () => {
    await database.db.insertInto('session_token').values({ user: 'a', expires_at: NOW }).execute();
    expect(await removeExpiredTokens(database.db, { before: NOW, batchSize: 10, signal })).toBe(0);
  });
});

describe('the log archive', () => {
  const archive = () =>
    archiveLogs(database.db, {
      logs: join(folder, 'logs'),
      archive: join(folder, 'archive'),
      before: NOW - 7 * DAY_MS,
      now: () => NOW,
      signal,
    });

  test('holds, byte for byte, what it took away', async () => {
    await seedLogs(join(folder, 'logs'), 10, NOW, seededRandom(1));
    const original = readFileSync(join(folder, 'logs/app-2026-03-02.log'));
    expect((await archive()).map(({ name }) => name)).toEqual(['app-2026-03-01.log', 'app-2026-03-02.log']);
    expect(gunzipSync(readFileSync(join(folder, 'archive/app-2026-03-02.log.gz'))).equals(original)).toBe(true);
    expect(existsSync(join(folder, 'logs/app-2026-03-02.log'))).toBe(false);
    expect(readdirSync(join(folder, 'logs'))).toHaveLength(8);
  });

  test('finishes what a crash left half done', async () => {
    await seedLogs(join(folder, 'logs'), 9, NOW, seededRandom(1));
    await archive();
    await seedLogs(join(folder, 'logs'), 10, NOW, seededRandom(1));
    writeFileSync(join(folder, 'archive/app-2026-03-01.log.gz.part'), 'half a fi');
    await archive();
    expect(readdirSync(join(folder, 'archive'))).toEqual(['app-2026-03-01.log.gz', 'app-2026-03-02.log.gz']);
    expect(await archive()).toEqual([]);
  });
});

describe('a run', () => {
  test('is tried again after a failure, and recorded with its attempts', async () => {
    const { around, rows } = world();
    await runSlot(failing(2), NOW, around);
    expect(await rows()).toMatchObject([{ outcome: 'success', attempts: 3, detail: 'done' }]);
  });

  test('is given up after five attempts, and after one when trying again cannot help', async () => {
    const { around, rows } = world();
    await runSlot(failing(99), NOW, around);
    await runSlot(failing(99, new PermanentError('no such table')), NOW + 1, around);
    expect(await rows()).toMatchObject([
      { outcome: 'failed', attempts: 5 },
      { outcome: 'failed', attempts: 1, detail: 'no such table' },
    ]);
  });

  test('happens once for a slot, however often it is asked for', async () => {
    const { around, rows } = world();
    await runSlot(failing(0), NOW, around);
    await runSlot(failing(0), NOW, around);
    expect(await rows()).toHaveLength(1);
  });

  test('that a crash cut short is marked abandoned at the next start', async () => {
    const { around, rows } = world();
    await around.record.begin('tokens', NOW);
    expect(await around.record.markAbandoned()).toBe(1);
    expect(await rows()).toMatchObject([{ outcome: 'abandoned' }]);
  });

  test.each([
    ['runs late within the grace', '12:05', 'success'],
    ['is recorded as missed beyond it', '12:25', 'missed'],
  ])('missed during a stop %s', async (_what, time, outcome) => {
    const { around, rows, clock } = world();
    await around.record.note('tokens', NOW - 3_600_000, 'missed', 'the slot before');
    clock.jump(Date.parse(`2026-03-10T${time}:00Z`) - NOW);
    await catchUp({ ...failing(0), expression: '0 * * * *' }, around);
    expect((await rows()).at(-1)).toMatchObject({ slot: NOW, outcome });
  });
});

/** A job that fails so many times, then does what it should. */
function failing(times: number, error: Error = new Error('database is locked')): Job {
  let left = times;
  const work = async () => {
    if (left-- > 0) throw error;
    return 'done';
  };
  return { name: 'tokens', expression: '0 * * * *', graceMs: 600_000, start: () => work };
}

function world() {
  const clock = new VirtualClock({ start: NOW });
  const record = new RunRecord(database.db, clock);
  // Waits are not what is tested here: they end as soon as they begin.
  const impatient: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimeout: (callback: () => void) => setImmediate(callback),
    clearTimeout() {},
  };
  const around = { record, clock: impatient, random: seededRandom(1), signal, say() {} };
  const rows = () => database.db.selectFrom('job_run').selectAll().orderBy('id').execute();
  return { around, rows, clock };
}
