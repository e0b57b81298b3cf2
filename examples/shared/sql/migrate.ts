import { type Kysely, type Migration, type MigrationResultSet, Migrator, NO_MIGRATIONS } from 'kysely';
import { DatabaseError, reasonOf } from './database-error.ts';
import type { SqlDatabase } from './open-database.ts';

export interface MigrationSet {
  /** Each set keeps its own record, so that several may share a database. */
  readonly name: string;
  /** By name, run in alphabetical order. */
  readonly migrations: Readonly<Record<string, Migration>>;
}

/** Brings the tables of this set to their newest form. Says what it ran. */
export async function migrateUp<Schema>(database: SqlDatabase<Schema>, set: MigrationSet): Promise<string[]> {
  return ran(database, set, await migratorFor(database.db, set).migrateToLatest());
}

/** Takes back the last migration, or all of them. */
export async function migrateDown<Schema>(
  database: SqlDatabase<Schema>,
  set: MigrationSet,
  { all = false } = {},
): Promise<string[]> {
  const migrator = migratorFor(database.db, set);
  return ran(database, set, await (all ? migrator.migrateTo(NO_MIGRATIONS) : migrator.migrateDown()));
}

function migratorFor<Schema>(db: Kysely<Schema>, { name, migrations }: MigrationSet): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: `${name}_migration`,
    migrationLockTableName: `${name}_migration_lock`,
  });
}

function ran<Schema>(
  database: SqlDatabase<Schema>,
  set: MigrationSet,
  { error, results = [] }: MigrationResultSet,
): string[] {
  if (!error) return results.map(({ migrationName }) => migrationName);
  const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'none began';
  throw new DatabaseError(
    'migration',
    `the ${set.name} tables of ${database.address} could not be migrated (${failed}): ${reasonOf(error)}`,
    { cause: error },
  );
}
