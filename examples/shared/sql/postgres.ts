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
    const expected = 'a PostgreSQL server that lets this user in';
    throw new DatabaseError(
      'unreachable',
      `no database at ${withoutPassword(url)} (${reasonOf(error)}): expected ${expected}`,
      {
        cause: error,
      },
    );
  }
  return new PostgresDialect({ pool });
}

export function withoutPassword(url: string): string {
  const address = new URL(url);
  if (address.password) address.password = '***';
  return address.href;
}
