import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../scheduler/clock/virtual-clock.ts';
import { planRepairs } from '../policies/gap-patrol.ts';
import { restoreDrill } from '../policies/restore-drill.ts';
import type { TaskContext } from '../worker/handler.ts';
import { deskHandlers } from '../worker/handlers/index.ts';
import { newestBackup, tablesInOrder } from './backup.ts';
import { once } from './once.ts';
import { type OpenDesk, openDesk } from './open.ts';
import { seedDesk } from './seed.ts';

const minute = 60_000;
const monday = Date.parse('2026-11-23T08:00:00Z');

/** What the desk's jobs do, on whichever database they do it. */
export function describeDesk(
  name: string,
  start: () => Promise<{ url: string | undefined; stop(): Promise<void> }>,
): void {
  describe(`the desk on ${name}`, () => {
    const clock = new VirtualClock({ start: monday });
    let server: Awaited<ReturnType<typeof start>>;
    let directory: string;
    let desk: OpenDesk;
    beforeAll(async () => {
      server = await start();
      directory = await mkdtemp(join(tmpdir(), 'clockwork-desk-'));
      desk = await openDesk({ directory, url: server.url }, clock);
    });
    beforeEach(async () => {
      for (const table of Object.keys(tablesInOrder)) await desk.world.db.deleteFrom(table as never).execute();
      await seedDesk(desk.world);
    });
    afterAll(async () => {
      await desk.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    });

    const handlers = () => deskHandlers(desk.world);
    const context = (key = 'test/1'): TaskContext => {
      const signal = new AbortController().signal;
      return { jobId: '1', key, slot: undefined, dueAt: clock.now(), attempt: 1, signal, log: async () => {} };
    };
    const count = async (table: keyof typeof tablesInOrder) => {
      const row = await desk.world.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('rows'))
        .executeTakeFirstOrThrow();
      return Number(row.rows);
    };

    it('has an effect once per key, and gives who comes second the first result', async () => {
      const mail = { to: 'ada@example.com', subject: 'Hello' };
      const first = await handlers().sendEmail(mail, context('mail/7'));
      expect(await handlers().sendEmail(mail, context('mail/7'))).toEqual(first);
      await handlers().sendEmail(mail, context('mail/8'));
      expect(await count('outbox')).toBe(2);
    });

    it('leaves no key behind when the effect fails, so that it can be tried again', async () => {
      await expect(once(desk.world, 'x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await once(desk.world, 'x', async () => 'done')).toBe('done');
    });

    it('trades once per tick, however often the tick runs', async () => {
      const before = await count('paper_orders');
      await handlers().schedulerTick({}, context('tick/1'));
      await handlers().schedulerTick({}, context('tick/1'));
      expect(await count('paper_orders')).toBe(before + 1);
    });

    it('sends each notification once and none twice', async () => {
      expect(await handlers().dispatchPending({ batch: 10 }, context())).toEqual({ sent: 10 });
      expect(await handlers().dispatchPending({ batch: 100 }, context())).toEqual({ sent: 15 });
      expect(await handlers().dispatchPending({ batch: 100 }, context())).toEqual({ sent: 0 });
    });

    it('fails the backtests that went silent and expires the approvals that were not given', async () => {
      expect(await handlers().failStaleBacktestJobs({ staleAfterMinutes: 15 }, context())).toEqual({ failed: 2 });
      expect(await handlers().failStaleBacktestJobs({ staleAfterMinutes: 15 }, context())).toEqual({ failed: 0 });
      expect(await handlers().expirePending({}, context())).toEqual({ expired: 1 });
    });

    it('exports every address, whole', async () => {
      const { file, rows } = await handlers().exportUserEmailsCsv({}, context());
      const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
      expect([rows, lines.length, lines[0]]).toEqual([25, 26, 'id,email']);
    });

    it('finds the gaps in its candles and has none after their repair', async () => {
      const window = { from: monday - 60 * minute, to: monday };
      await handlers().repairGap({ symbol: 'ALPH', from: window.from, to: monday - 30 * minute }, context());
      const repairs = await planRepairs(desk.world.db, window, 20 * minute);
      expect(repairs.map(({ symbol }) => symbol)).toEqual([
        'ALPH',
        'ALPH',
        ...Array(3).fill('BETA'),
        ...Array(3).fill('GAMM'),
      ]);
      for (const repair of repairs) await handlers().repairGap(repair, context());
      expect(await planRepairs(desk.world.db, window)).toEqual([]);
    });

    it('can be restored from its newest backup, row for row', async () => {
      await handlers().refreshActiveSubscriptions({}, context());
      await handlers().backupPostgresFull({}, context());
      await clock.advance(1_000);
      const backup = await handlers().backupPostgresFull({}, context());
      const report = await restoreDrill(directory);
      expect(report).toMatchObject({ verdict: 'restored', file: backup.file, restoredSha256: backup.sha256 });
      const users = 'tables' in report ? report.tables.find(({ table }) => table === 'users') : undefined;
      expect(users).toEqual({ table: 'users', backup: 25, restored: 25 });
    });

    it('is told when a backup is damaged', async () => {
      await clock.advance(1_000);
      await handlers().backupPostgresFull({}, context());
      const file = (await newestBackup(directory)) as string;
      const content = await readFile(file);
      await writeFile(file, content.subarray(0, content.length / 2));
      expect(await restoreDrill(directory)).toMatchObject({ verdict: 'unreadable', file });

      const twice = gunzipSync(content)
        .toString()
        .replace(/^(.*)\n/, '$1\n$1\n');
      await writeFile(file, gzipSync(twice));
      expect((await restoreDrill(directory)).verdict).toBe('unreadable');
      await rm(file);
    });
  });
}
