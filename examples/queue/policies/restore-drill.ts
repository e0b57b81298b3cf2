import { createHash } from 'node:crypto';
import { migrateUp, openDatabase } from '../../shared/sql/index.ts';
import { dumpLines, newestBackup, readBackup, tablesInOrder } from '../desk/backup.ts';
import { deskTables } from '../desk/migrations.ts';
import type { Desk } from '../desk/schema.ts';

export interface TableComparison {
  readonly table: string;
  readonly backup: number;
  readonly restored: number;
}

export type DrillReport =
  | { readonly verdict: 'no backup' }
  | { readonly verdict: 'unreadable'; readonly file: string; readonly error: string }
  | {
      readonly verdict: 'restored' | 'different';
      readonly file: string;
      readonly tables: readonly TableComparison[];
      readonly backupSha256: string;
      readonly restoredSha256: string;
    };

/**
 * A backup is worth what its restore is worth. Takes the newest one, puts it into a scratch database that is thrown away
 * after, dumps that again and compares: row for row, and the whole as a hash.
 */
export async function restoreDrill(directory: string): Promise<DrillReport> {
  const file = await newestBackup(directory);
  if (!file) return { verdict: 'no backup' };
  const scratch = await openDatabase<Desk>({ file: ':memory:' });
  try {
    await migrateUp(scratch, deskTables(scratch.dialect));
    const written = new Tally();
    for await (const { table, row } of readBackup(file)) {
      written.add(table, `${JSON.stringify({ table, row })}\n`);
      await scratch.db
        .insertInto(table)
        .values(row as never)
        .execute();
    }
    const restored = new Tally();
    for await (const line of dumpLines(scratch.db)) restored.add(JSON.parse(line).table, line);
    return report(file, written, restored);
  } catch (error) {
    return { verdict: 'unreadable', file, error: (error as Error).message };
  } finally {
    await scratch.close();
  }
}

class Tally {
  readonly rows = new Map<string, number>();
  readonly #hash = createHash('sha256');

  add(table: string, line: string): void {
    this.rows.set(table, (this.rows.get(table) ?? 0) + 1);
    this.#hash.update(line);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

function report(file: string, written: Tally, restored: Tally): DrillReport {
  const [backupSha256, restoredSha256] = [written.digest(), restored.digest()];
  const tables = Object.keys(tablesInOrder).map((table) => {
    return { table, backup: written.rows.get(table) ?? 0, restored: restored.rows.get(table) ?? 0 };
  });
  return {
    verdict: backupSha256 === restoredSha256 ? 'restored' : 'different',
    file,
    tables,
    backupSha256,
    restoredSha256,
  };
}
