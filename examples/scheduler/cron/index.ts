export { CronError, type CronErrorCode, type CronErrorField } from './error.ts';
export { type CronDescription, describeCron, explainCron, type FieldDescription } from './explain.ts';
export type { CronField, CronFields, FieldName, Item } from './fields.ts';
export { parseCron } from './parse.ts';
export { type CronOptions, type CronSchedule, cronSchedule, type GapPolicy, type OverlapPolicy } from './schedule.ts';
