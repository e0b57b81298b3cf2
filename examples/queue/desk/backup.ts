import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { DeskWorld } from './desk.ts';
import type { Desk } from './schema.ts';

export const tablesInOrder = {
  users: ['id'],
  backtest_jobs: ['id'],
  paper_orders: ['id'],
  subscriptions: ['symbol'],
  candles: ['symbol', 'at'],
  notifications: ['id'],
  approvals: ['id'],
  outbox: ['message_id'],
  effects: ['key'],
} as const satisfies Record<keyof Desk, readonly string[]>;

export interface Backup {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  /** Of the content before compression. */
  readonly sha256: string;
}

/** Every table, row by row in the order of its key, as JSON lines: the same bytes for the same data on both databases. */
export async function* dumpLines(db: Kysely<Desk>): AsyncGenerator<string> {
  for (const [table, key] of Object.entries(tablesInOrder) as [keyof Desk, readonly string[]][]) {
    let query = db.selectFrom(table).selectAll();
    for (const column of key) query = query.orderBy(db.dynamic.ref(column));
    const rows = await query.execute();
    for (const row of rows) yield `${JSON.stringify({ table, row })}\n`;
  }
}

/** Writes a backup under a name that sorts by age. Under its real name it is whole: it is renamed when it is done. */
export async function writeBackup({ db, dialect, clock, directory }: DeskWorld, signal?: AbortSignal): Promise<Backup> {
  const folder = backupFolder(directory);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${new Date(clock.now()).toISOString().replaceAll(':', '-')}.jsonl.gz`);
  const hash = createHash('sha256');
  let rows = 0;
  const meter = new Transform({
    transform(line, _encoding, done) {
      hash.update(line);
      rows++;
      done(null, line);
    },
  });
  // One transaction, so that the tables fit together: on SQLite any is a snapshot, on PostgreSQL only this kind.
  const snapshot = dialect === 'postgres' ? db.transaction().setIsolationLevel('repeatable read') : db.transaction();
  await snapshot.execute(async (transaction) => {
    const target = createWriteStream(`${file}.part`, { flush: true });
    await pipeline(Readable.from(dumpLines(transaction)), meter, createGzip(), target, signal ? { signal } : {});
  });
  await rename(`${file}.part`, file);
  return { file, tables: Object.keys(tablesInOrder).length, rows, sha256: hash.digest('hex') };
}

export async function newestBackup(directory: string): Promise<string | undefined> {
  const folder = backupFolder(directory);
  const names = await readdir(folder).catch(() => [] as string[]);
  const newest = names
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .at(-1);
  return newest && join(folder, newest);
}

/** The rows of a backup, in the order in which they were written. */
export async function* readBackup(file: string): AsyncGenerator<{ table: keyof Desk; row: Record<string, unknown> }> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) yield JSON.parse(line);
}

function backupFolder(directory: string): string {
  return join(directory, 'backups');
}
