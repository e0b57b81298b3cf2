export { type ListConnection, ListServer } from './list-server.ts';
export { ProcessClock } from './process-clock.ts';
export { QueueModel } from './queue-model.ts';
export type {
  BackoffOptions,
  FlowJob,
  Flows,
  JobCounts,
  JobOptions,
  JobQueue,
  JobScheduler,
  JobState,
  JobTemplate,
  KeepJobs,
  QueueJob,
  RepeatOptions,
} from './types.ts';
export { type ModelWorker, type Processor, UnrecoverableError } from './worker.ts';
