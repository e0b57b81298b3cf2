import { Kysely } from 'kysely';
import { DatabaseError } from './database-error.ts';
import { postgres, withoutPassword } from './postgres.ts';
import { sqlite } from './sqlite.ts';

export interface SqlDatabase<Schema> {
  readonly db: Kysely<Schema>;
  readonly dialect: 'sqlite' | 'postgres';
  /** Where it is, fit to be shown: no password. */
  readonly address: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`, usually DATABASE_URL. Wins over `file`. */
  readonly url?: string | undefined;
  /** A SQLite file; `:memory:` if neither is given. */
  readonly file?: string | undefined;
  /** Of PostgreSQL. SQLite has one connection. */
  readonly maxConnections?: number;
  /** How long SQLite waits for another process to finish writing. It waits inside the event loop: keep it short. */
  readonly busyTimeoutMs?: number;
}

/** The same queries on a file of one's own or on a server: who calls it need not know which. */
export async function openDatabase<Schema>(options: DatabaseOptions = {}): Promise<SqlDatabase<Schema>> {
  const { url, file = ':memory:', maxConnections = 10, busyTimeoutMs = 1000 } = options;
  if (!url) return opened(new Kysely<Schema>({ dialect: sqlite(file, busyTimeoutMs) }), 'sqlite', file);
  checkUrl(url);
  return opened(new Kysely<Schema>({ dialect: await postgres(url, maxConnections) }), 'postgres', withoutPassword(url));
}

function opened<Schema>(db: Kysely<Schema>, dialect: 'sqlite' | 'postgres', address: string): SqlDatabase<Schema> {
  return { db, dialect, address, close: () => db.destroy() };
}

function checkUrl(url: string): void {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return;
  const scheme = URL.canParse(url) ? new URL(url).protocol : 'no scheme';
  throw new DatabaseError('bad-url', `the database address has ${scheme}: expected postgres://user@host:port/name`);
}
