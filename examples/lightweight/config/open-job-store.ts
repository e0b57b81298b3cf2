import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '../../shared/sql/index.ts';
import { type JobStore, memoryJobStore } from './job-store.ts';
import type { Settings } from './settings.ts';
import { type JobTables, jobTables, sqlJobStore } from './sql-job-store.ts';

/** The store that the settings ask for. */
export async function openJobStore(store: Settings['store']): Promise<JobStore> {
  if (store.kind === 'memory') return memoryJobStore();
  mkdirSync(dirname(store.file), { recursive: true });
  const database = await openDatabase<JobTables>({ file: store.file });
  await jobTables(database.db);
  return sqlJobStore(database);
}
