import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Generated, type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDown, migrateUp, openDatabase } from './index.ts';

interface Schema {
  note: { id: Generated<number>; text: string };
}

const notes = {
  name: 'notes',
  migrations: {
    '001-note': {
      up: (db: Kysely<unknown>) =>
        db.schema
          .createTable('note')
          .addColumn('id', 'integer', (column) => column.primaryKey())
          .addColumn('text', 'text', (column) => column.notNull().unique())
          .execute(),
      down: (db: Kysely<unknown>) => db.schema.dropTable('note').execute(),
    },
  },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clockwork-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a SQLite file', () => {
  it('keeps what was written, with a write-ahead log', async () => {
    const file = join(folder, 'a.db');
    const first = await openDatabase<Schema>({ file });
    await migrateUp(first, notes);
    await first.db.insertInto('note').values({ text: 'kept' }).execute();
    await first.close();
    const second = await openDatabase<Schema>({ file });
    expect(second).toMatchObject({ dialect: 'sqlite', address: file });
    expect(await second.db.selectFrom('note').select('text').execute()).toEqual([{ text: 'kept' }]);
    const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(second.db);
    expect(rows[0]!.journal_mode).toBe('wal');
    await second.close();
  });

  it('that cannot be opened is an error that names it', async () => {
    const file = join(folder, 'missing', 'a.db');
    await expect(openDatabase({ file })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining(`cannot open '${file}'`),
    });
  });

  it('locked by another process fails the write, and only that one', async () => {
    const options = { file: join(folder, 'a.db'), busyTimeoutMs: 0 };
    const [one, other] = [await openDatabase<Schema>(options), await openDatabase<Schema>(options)];
    await migrateUp(one, notes);
    const write = (text: string) => one.db.insertInto('note').values({ text }).execute();
    await sql`begin immediate`.execute(other.db);
    await expect(write('too early')).rejects.toThrow('database is locked');
    await expect(one.db.transaction().execute((db) => db.selectFrom('note').selectAll().execute())).rejects.toThrow(
      'locked',
    );
    await sql`rollback`.execute(other.db);
    await write('in time');
    await one.db.transaction().execute((db) => db.insertInto('note').values({ text: 'as well' }).execute());
    const { rows } = await sql<{ text: string }>`select text from note`.execute(other.db);
    expect(rows.map(({ text }) => text)).toEqual(['in time', 'as well']);
    await one.close();
    await other.close();
  });

  it('goes on after a transaction that failed', async () => {
    const { db, close } = await (async () => {
      const database = await openDatabase<Schema>();
      await migrateUp(database, notes);
      return database;
    })();
    const twice = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('note').values({ text: 'same' }).execute();
      await transaction.insertInto('note').values({ text: 'same' }).execute();
    });
    await expect(twice).rejects.toThrow('UNIQUE');
    await db.transaction().execute((transaction) => transaction.insertInto('note').values({ text: 'other' }).execute());
    expect(await db.selectFrom('note').select('text').execute()).toEqual([{ text: 'other' }]);
    await close();
  });
});

describe('an address', () => {
  it.each(['mysql://localhost/x', 'nonsense'])('such as %s is refused', async (url) => {
    await expect(openDatabase({ url })).rejects.toMatchObject({
      code: 'bad-url',
      message: expect.stringContaining('postgres://'),
    });
  });

  it('where nobody answers is named, without its password', async () => {
    const failure = await openDatabase({ url: 'postgres://me:secret@127.0.0.1:1/db' }).catch((error) => error);
    expect(failure).toMatchObject({ code: 'unreachable' });
    expect(failure.message).toContain('127.0.0.1:1/db');
    expect(failure.message).not.toContain('secret');
  });
});

describe('migrations', () => {
  it('run once and can be taken back', async () => {
    const database = await openDatabase<Schema>();
    expect(await migrateUp(database, notes)).toEqual(['001-note']);
    expect(await migrateUp(database, notes)).toEqual([]);
    expect(await migrateDown(database, notes)).toEqual(['001-note']);
    await expect(database.db.selectFrom('note').selectAll().execute()).rejects.toThrow('no such table');
    await database.close();
  });

  it('that fail say which one, where and why', async () => {
    const database = await openDatabase<Schema>();
    const broken = {
      name: 'broken',
      migrations: { '001-oops': { up: (db: Kysely<unknown>) => sql`nonsense`.execute(db).then(() => {}) } },
    };
    await expect(migrateUp(database, broken)).rejects.toMatchObject({
      code: 'migration',
      message: expect.stringMatching(/broken tables of :memory: .*001-oops.*syntax error/),
    });
    await database.close();
  });
});
