import { type Dialect, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { DatabaseError, reasonOf } from './database-error.ts';

/** How long a statement waits for another process to finish writing. It waits inside the event loop: keep it short. */
const BUSY_TIMEOUT_MS = 2000;

/**
 * A file, or `:memory:`. With the write-ahead log readers and the writer do not wait for each other; a commit survives
 * the death of the process, and with `synchronous = normal` a power cut may take the last few.
 */
export function sqlite(file: string): Dialect {
  try {
    const database = new Libsql(file);
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = normal');
    database.exec('pragma foreign_keys = on');
    return new SqliteDialect({ database: database as never });
  } catch (error) {
    const expected = 'a SQLite file, or a new name in a folder that exists and can be written to';
    throw new DatabaseError('unreachable', `cannot open '${file}' (${reasonOf(error)}): expected ${expected}`, {
      cause: error,
    });
  }
}
