import type { SqliteDatabase, SqliteStatement } from 'kysely';
import Libsql from 'libsql';

/**
 * libsql as Kysely wants it, with one repair. A statement that meets another process's lock stays open inside libsql
 * 0.5 until it is collected as garbage, and until then no commit of its connection succeeds ("SQL statements in
 * progress"). So after SQLITE_BUSY the connection is given up and the next statement gets a new one.
 */
export class LibsqlConnection implements SqliteDatabase {
  readonly #file: string;
  readonly #setup: readonly string[];
  #current: Libsql.Database;
  #stuck = false;

  constructor(file: string, setup: readonly string[]) {
    this.#file = file;
    this.#setup = setup;
    this.#current = this.#open();
  }

  get inTransaction(): boolean {
    return !this.#stuck && this.#current.inTransaction;
  }

  prepare(text: string): SqliteStatement {
    if (this.#stuck) this.#replace();
    const statement = this.#current.prepare(text);
    return {
      reader: statement.reader,
      all: (parameters) => this.#watched(() => statement.all(parameters)),
      run: (parameters) => this.#watched(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters) as IterableIterator<unknown>,
    };
  }

  close(): void {
    this.#current.close();
  }

  #open(): Libsql.Database {
    const database = new Libsql(this.#file);
    for (const pragma of this.#setup) database.exec(`pragma ${pragma}`);
    return database;
  }

  #replace(): void {
    if (this.#current.inTransaction) this.#current.exec('rollback');
    this.#current.close();
    this.#current = this.#open();
    this.#stuck = false;
  }

  #watched<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if ((error as { code?: string }).code === 'SQLITE_BUSY') this.#stuck = true;
      throw error;
    }
  }
}
