import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { type DatabaseOptions, migrateUp, openDatabase, type SqlDatabase } from '../../shared/sql/index.ts';
import type { DeskWorld } from './desk.ts';
import { deskTables } from './migrations.ts';
import type { Desk } from './schema.ts';
import { seedDesk } from './seed.ts';

export interface OpenDesk {
  readonly world: DeskWorld;
  close(): Promise<void>;
}

/** The desk's database, made and filled if it is new: a file of its own, or PostgreSQL where there is a `url`. */
export async function openDesk(
  { directory, url }: Pick<DatabaseOptions, 'url'> & { directory: string },
  clock: Clock,
): Promise<OpenDesk> {
  await mkdir(directory, { recursive: true });
  const database = await openDatabase<Desk>({ url, file: join(directory, 'desk.db') });
  await makeTables(database, clock);
  const { db, dialect, close } = database;
  await seedDesk({ db, clock });
  return { world: { db, dialect, clock, directory }, close };
}

/** Two processes may start at once, and SQLite has no lock for migrations: who loses the race finds all done. */
async function makeTables(database: SqlDatabase<Desk>, clock: Clock, tries = 3): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      await migrateUp(database, deskTables(database.dialect));
      return;
    } catch (error) {
      if (left === 1) throw error;
      await sleep(clock, 200);
    }
  }
}
