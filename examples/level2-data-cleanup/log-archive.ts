import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Tables } from './database.ts';

export interface ArchiveOptions {
  readonly logs: string;
  readonly archive: string;
  /** Files last written before this instant are moved. */
  readonly before: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onFile?: (file: ArchivedLog, progress: { done: number; of: number }) => void | Promise<void>;
}

export type ArchivedLog = Tables['archived_log'];

/**
 * Compresses old logs into the archive, one by one. The order makes it safe to kill at any moment: write beside, read
 * back and compare, move into place, record, and only then remove the original. A rerun finds the original still there,
 * or finds nothing to do.
 */
export async function archiveLogs(db: Kysely<Tables>, options: ArchiveOptions): Promise<ArchivedLog[]> {
  const { logs, archive, before, signal, onFile } = options;
  await mkdir(archive, { recursive: true });
  const names = await oldLogs(logs, before);
  const archived: ArchivedLog[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    const file = await archiveLog(db, name, options);
    archived.push(file);
    await onFile?.(file, { done: archived.length, of: names.length });
  }
  return archived;
}

async function oldLogs(folder: string, before: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
  const written = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs));
  return names.filter((_, index) => written[index]! < before);
}

async function archiveLog(
  db: Kysely<Tables>,
  name: string,
  { logs, archive, now, signal }: ArchiveOptions,
): Promise<ArchivedLog> {
  const original = join(logs, name);
  const target = join(archive, `${name}.gz`);
  const unfinished = `${target}.part`;
  // #region order
  await pipeline(createReadStream(original), createGzip(), createWriteStream(unfinished, { flush: true }), { signal });
  const [sha256, stored] = [await digest(original, signal), await digestOfCompressed(unfinished, signal)];
  if (sha256 !== stored) {
    await rm(unfinished);
    throw new Error(`${name}: what was compressed does not unpack to what was there; the original is untouched`);
  }
  await rename(unfinished, target);
  const row = {
    name,
    sha256,
    bytes: (await stat(original)).size,
    stored_bytes: (await stat(target)).size,
    archived_at: now(),
  };
  await db
    .insertInto('archived_log')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  await rm(original);
  // #endregion order
  return row;
}

async function digest(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest('hex');
}

async function digestOfCompressed(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), createGunzip(), hash, { signal });
  return hash.digest('hex');
}
