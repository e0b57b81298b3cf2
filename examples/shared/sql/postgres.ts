import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { DatabaseError, reasonOf } from './database-error.ts';

const CONNECT_TIMEOUT_MS = 5000;

/** 64-bit integers are instants and counts here, well below 2⁵³: as numbers, like everywhere else. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
};

export async function postgres(url: string, maxConnections: number): Promise<Dialect> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types,
  });
  // An idle connection that breaks is replaced by the pool. Whoever queries next hears of a server that is really away.
  pool.on('error', () => {});
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw unreachable(url, error);
  }
  return new PostgresDialect({ pool });
}

/**
 * A lock by name, or undefined when somebody has it. It is held by a connection and ends with it, and so with its
 * process, however that ends; but also when the server restarts.
 */
export async function holdPostgresLock(url: string, name: string): Promise<(() => Promise<void>) | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('select pg_try_advisory_lock(hashtext($1)) as held', [name]);
    if (rows[0].held) return () => client.end();
  } catch (error) {
    throw unreachable(url, error);
  }
  await client.end();
  return undefined;
}

function unreachable(url: string, error: unknown): DatabaseError {
  const expected = 'a PostgreSQL server that lets this user in';
  const message = `no database at ${withoutPassword(url)} (${reasonOf(error)}): expected ${expected}`;
  return new DatabaseError('unreachable', message, { cause: error });
}

export function withoutPassword(url: string): string {
  const address = new URL(url);
  if (address.password) address.password = '***';
  return address.href;
}
