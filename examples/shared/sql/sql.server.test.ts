import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from './index.ts';
import { startPostgres } from './testing.ts';

it('PostgreSQL answers the same way: 64-bit integers are numbers, and a lost server is an error that passes', async () => {
  const postgres = await startPostgres();
  const database = await openDatabase({ url: postgres.url });
  expect(database.dialect).toBe('postgres');
  const { rows } = await sql`select 1790000000000::bigint as instant`.execute(database.db);
  expect(rows).toEqual([{ instant: 1_790_000_000_000 }]);
  await postgres.stop();
  await expect(sql`select 1`.execute(database.db)).rejects.toThrow();
  await database.close();
  await expect(openDatabase({ url: postgres.url })).rejects.toThrow(/no database at postgres:.*ECONNREFUSED/);
});
