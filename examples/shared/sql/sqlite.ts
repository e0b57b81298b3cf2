import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, SqliteDialect } from 'kysely';
import { DatabaseError, reasonOf } from './database-error.ts';
import { LibsqlConnection } from './libsql-connection.ts';

/**
 * A file, or `:memory:`. With the write-ahead log readers and the writer do not wait for each other; a commit survives
 * the death of the process, and with `synchronous = normal` a power cut may take the last few.
 */
export function sqlite(file: string, busyTimeoutMs: number): Dialect {
  const setup = [`busy_timeout = ${busyTimeoutMs}`, 'journal_mode = wal', 'synchronous = normal', 'foreign_keys = on'];
  try {
    return new LibsqlDialect(new LibsqlConnection(file, setup));
  } catch (error) {
    const expected = 'a SQLite file, or a new name in a folder that exists and can be written to';
    throw new DatabaseError('unreachable', `cannot open '${file}' (${reasonOf(error)}): expected ${expected}`, {
      cause: error,
    });
  }
}

class LibsqlDialect extends SqliteDialect {
  readonly #database: LibsqlConnection;

  constructor(database: LibsqlConnection) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    // A transaction that reads first and then finds another writer could only fail: it takes the lock at once.
    driver.beginTransaction = async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    };
    // When the disk is full SQLite ends the transaction itself. Rolling back once more would hide the reason.
    driver.rollbackTransaction = async (connection: DatabaseConnection) => {
      if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
    };
    return driver;
  }
}
