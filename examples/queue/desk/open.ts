import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { openDatabase } from '../../shared/sql/index.ts';
import type { DeskWorld } from './desk.ts';
import { createTables, type Desk } from './schema.ts';
import { seedDesk } from './seed.ts';

export interface OpenDesk {
  readonly world: DeskWorld;
  close(): Promise<void>;
}

/** The desk's database, made and filled if it is new: a file of its own, or PostgreSQL where `DATABASE_URL` says so. */
export async function openDesk(env: Readonly<Record<string, string | undefined>>, clock: Clock): Promise<OpenDesk> {
  const directory = env.DESK_DIRECTORY ?? fileURLToPath(new URL('../../../.clockwork/queue', import.meta.url));
  await mkdir(directory, { recursive: true });
  const where = env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(directory, 'desk.db') };
  const { db, dialect, close } = await openDatabase<Desk>(where);
  await createTables(db, dialect);
  await seedDesk({ db, clock });
  return { world: { db, dialect, clock, directory }, close };
}
