export { DatabaseError, type DatabaseErrorCode } from './database-error.ts';
export { type MigrationSet, migrateDown, migrateUp } from './migrate.ts';
export { type DatabaseOptions, openDatabase, type SqlDatabase } from './open-database.ts';
export { holdPostgresLock, withoutPassword } from './postgres.ts';
