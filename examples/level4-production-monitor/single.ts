import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { DatabaseError, reasonOf } from '../shared/sql/database-error.ts';
import { holdPostgresLock, withoutPassword } from '../shared/sql/index.ts';
import type { Config } from './config.ts';

export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
}

/**
 * One local engine for one database: a second would take the first one's runs for those of a crash. Gives back what
 * lets go.
 */
export async function holdAlone({ databaseUrl, databaseFile }: Where): Promise<() => Promise<void>> {
  if (databaseUrl) return holdDatabase(databaseUrl);
  const letGo = databaseFile === ':memory:' ? () => {} : holdFile(databaseFile);
  return async () => letGo();
}

type Where = Pick<Config, 'databaseUrl' | 'databaseFile'>;

async function holdDatabase(url: string): Promise<() => Promise<void>> {
  const letGo = await holdPostgresLock(url, 'clockwork monitor');
  if (letGo) return letGo;
  throw new AlreadyRunningError(
    `${withoutPassword(url)} is in use by another monitor. Set ENGINE=bullmq for both, and they share the work.`,
  );
}

/**
 * The lock is the operating system's, held through an empty database beside the file, so that it ends with the process
 * however that ends. A file with a process number in it does not: in a container every monitor is process 1, and after
 * a kill the next one would wait for itself.
 */
function holdFile(file: string): () => void {
  const lock = openLock(file);
  try {
    lock.exec('pragma busy_timeout = 0');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new AlreadyRunningError(
      `${file} is in use by another monitor. Set MONITOR_FILE to a file of its own, or let both share DATABASE_URL with ENGINE=bullmq.`,
    );
  }
  return () => lock.close();
}

function openLock(file: string): Libsql.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return new Libsql(`${file}.lock`);
  } catch (error) {
    const expected = 'a file in a folder that exists or can be made, and that this user may write to';
    throw new DatabaseError(
      'unreachable',
      `MONITOR_FILE=${file} cannot be opened (${reasonOf(error)}): expected ${expected}`,
    );
  }
}
