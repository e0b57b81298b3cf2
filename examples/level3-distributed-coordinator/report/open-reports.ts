import { type DatabaseOptions, migrateUp, openDatabase } from '../../shared/sql/index.ts';
import type { Reports } from './reports.ts';
import { REPORT_TABLES, type ReportSchema } from './schema.ts';
import { sqlReports } from './sql-reports.ts';

export async function openReports(
  options: DatabaseOptions,
  job: string,
): Promise<{ reports: Reports; address: string; close(): Promise<void> }> {
  const database = await openDatabase<ReportSchema>(options);
  await migrateUp(database, REPORT_TABLES);
  return { reports: sqlReports(database.db, job), address: database.address, close: () => database.close() };
}
