import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBackup } from '../../desk/backup.ts';
import type { DeskWorld } from '../../desk/desk.ts';
import { forgetEffects } from '../../desk/once.ts';
import { writeWhole } from '../../desk/write-whole.ts';
import type { DeskCatalogue } from '../../tasks/catalogue.ts';
import type { Handlers } from '../handler.ts';

type Maintenance = Pick<
  Handlers<DeskCatalogue>,
  'backupPostgresFull' | 'exportUserEmailsCsv' | 'failStaleBacktestJobs'
>;

const minute = 60_000;
/** Longer than any dead letter waits for a human. */
const EFFECTS_KEPT_MS = 30 * 24 * 60 * minute;

export function maintenance(world: DeskWorld): Maintenance {
  const { db, clock, directory } = world;
  return {
    async backupPostgresFull(_payload, { signal, log }) {
      const backup = await writeBackup(world, signal);
      // Keys that old are in the backup now.
      await log(`forgot ${await forgetEffects(world, EFFECTS_KEPT_MS)} old effect keys`);
      return backup;
    },

    async exportUserEmailsCsv() {
      const users = await db.selectFrom('users').select(['id', 'email']).orderBy('id').execute();
      await mkdir(directory, { recursive: true });
      const file = join(directory, 'user-emails.csv');
      const lines = users.map(({ id, email }) => `${id},${quoteCsv(email)}`);
      await writeWhole(file, ['id,email', ...lines, ''].join('\r\n'));
      return { file, rows: users.length };
    },

    async failStaleBacktestJobs({ staleAfterMinutes }) {
      const updated = await db
        .updateTable('backtest_jobs')
        .set({ status: 'failed' })
        .where('status', '=', 'running')
        .where('heartbeat_at', '<', clock.now() - staleAfterMinutes * minute)
        .executeTakeFirst();
      return { failed: Number(updated.numUpdatedRows) };
    },
  };
}

/** RFC 4180; and a leading `=`, `+`, `-` or `@` is disarmed, because spreadsheets run those as formulas. */
function quoteCsv(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
