import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { schedulerTables } from '../scheduler/sql/migrations.ts';
import type { SchedulerSchema } from '../scheduler/sql/schema.ts';
import { migrateUp, openDatabase, type SqlDatabase } from '../shared/sql/index.ts';
import { type AlertTables, alertMigration } from './alerts/alert-store.ts';
import { type IdempotencyTables, idempotencyMigration } from './api/idempotency-store.ts';
import type { Config } from './config.ts';
import { type AuditTables, auditMigration } from './door/audit.ts';

export type MonitorTables = SchedulerSchema & AlertTables & AuditTables & IdempotencyTables;
export type MonitorDatabase = SqlDatabase<MonitorTables>;

export const monitorTables = {
  name: 'monitor',
  migrations: { '001-alerts': alertMigration, '002-audit': auditMigration, '003-idempotency': idempotencyMigration },
};

export async function openMonitorDatabase({
  databaseUrl,
  databaseFile,
}: Pick<Config, 'databaseUrl' | 'databaseFile'>): Promise<MonitorDatabase> {
  if (!databaseUrl && databaseFile !== ':memory:') mkdirSync(dirname(databaseFile), { recursive: true });
  const database = await openDatabase<MonitorTables>({ url: databaseUrl, file: databaseFile });
  await migrateUp(database, schedulerTables);
  await migrateUp(database, monitorTables);
  return database;
}
