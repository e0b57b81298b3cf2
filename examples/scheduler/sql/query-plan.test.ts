import { type CompiledQuery, Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateUp } from '../../shared/sql/index.ts';
import { sqlite } from '../../shared/sql/sqlite.ts';
import type { HistoryQuery } from '../store/store.ts';
import { schedulerTables } from './migrations.ts';
import type { SchedulerSchema } from './schema.ts';
import { SqlStore } from './sql-store.ts';

const SLOT = Date.parse('2026-03-02T12:00:00Z');
let db: Kysely<SchedulerSchema>;
let asked: CompiledQuery | undefined;

beforeEach(async () => {
  db = new Kysely<SchedulerSchema>({
    dialect: sqlite(':memory:', 1_000),
    log: ({ query }) => {
      asked = query;
    },
  });
  await migrateUp({ db, dialect: 'sqlite', address: ':memory:', close: () => db.destroy() }, schedulerTables);
});
afterEach(() => db.destroy());

describe('history finds its rows by an index, and in order, when it is asked for', () => {
  const questions: Record<string, HistoryQuery> = {
    'the latest runs': { limit: 50 },
    'the latest runs of a job': { job: 'a', limit: 50 },
    'the failures': { states: ['failed'], limit: 50 },
    'the failures of a job': { job: 'a', states: ['failed'], limit: 50 },
    'the next page': { after: { slot: SLOT, id: 'a@1' }, limit: 50 },
    'the next page of a job': { job: 'a', after: { slot: SLOT, id: 'a@1' }, limit: 50 },
    'an hour of a job': { job: 'a', from: SLOT, to: SLOT + 3_600_000, limit: 50 },
  };

  test.each(Object.entries(questions))('%s', async (_what, query) => {
    await new SqlStore(db).history(query);
    const plan = await explain();
    expect(plan).toMatch(/USING (COVERING )?INDEX/);
    expect(plan).not.toContain('TEMP B-TREE');
    if (query.after) expect(plan).toMatch(/\(slot,id\)<\(\?,\?\)|slot<\?/);
  });
});

async function explain(): Promise<string> {
  const { sql: text, parameters } = asked!;
  const filled = parameters.reduce<string>(
    (query, value) => query.replace('?', JSON.stringify(value).replaceAll('"', "'")),
    text,
  );
  const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(filled)}`.execute(db);
  return rows.map(({ detail }) => detail).join('\n');
}
