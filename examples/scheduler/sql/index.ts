export { schedulerTables } from './migrations.ts';
export type { SchedulerSchema } from './schema.ts';
export { SqlStore } from './sql-store.ts';
