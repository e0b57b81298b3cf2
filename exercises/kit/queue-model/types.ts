/** The part of BullMQ 6 that the labs use, in its own names: what is learned on the model works on the real one. */
export interface JobOptions {
  jobId?: string;
  /** Tries in all, the first included. */
  attempts?: number;
  backoff?: number | BackoffOptions;
  delay?: number;
  removeOnComplete?: boolean | number | KeepJobs;
  removeOnFail?: boolean | number | KeepJobs;
  failParentOnFailure?: boolean;
  ignoreDependencyOnFailure?: boolean;
  removeDependencyOnFailure?: boolean;
  /** BullMQ 6 stores it and does nothing with it. */
  repeat?: RepeatOptions;
}

export interface BackoffOptions {
  type: string;
  delay?: number;
  /** How much of each wait is left to chance: 0.5 is half of it. */
  jitter?: number;
}

export interface KeepJobs {
  /** Seconds, unlike every other duration. */
  age?: number;
  count?: number;
}

export interface RepeatOptions {
  every?: number;
  pattern?: string;
  tz?: string;
}

export interface JobTemplate {
  name?: string;
  data?: unknown;
  opts?: JobOptions;
}

export interface JobScheduler extends RepeatOptions {
  key: string;
  name: string;
  next: number;
  template: { data: unknown; opts: JobOptions };
}

export type JobState = 'waiting' | 'delayed' | 'active' | 'completed' | 'failed' | 'waiting-children';
export type JobCounts = Record<JobState, number>;

// biome-ignore lint/suspicious/noExplicitAny: as BullMQ has it; a job's data is whatever was added
export interface QueueJob<Data = any> {
  readonly id: string;
  readonly name: string;
  readonly queueName: string;
  readonly data: Data;
  readonly opts: JobOptions;
  readonly timestamp: number;
  /** Tries that have ended. */
  readonly attemptsMade: number;
  readonly failedReason?: string | undefined;
  /** Set once the job has ended for good. */
  readonly finishedOn?: number | undefined;
  readonly returnvalue?: unknown;
  getState(): Promise<JobState | 'unknown'>;
  /** What the children returned, by key: `bull:<queue>:<id>`, in no order worth knowing. */
  getChildrenValues(): Promise<Record<string, unknown>>;
  /** Why children failed that were told not to take their parent with them, by the same keys. */
  getIgnoredChildrenFailures(): Promise<Record<string, string>>;
}

export interface JobQueue {
  readonly name: string;
  add(name: string, data: unknown, opts?: JobOptions): Promise<QueueJob>;
  getJob(id: string): Promise<QueueJob | undefined>;
  getJobs(state: JobState): Promise<QueueJob[]>;
  getJobCounts(): Promise<JobCounts>;
  /** Forgets a job that no worker has. */
  remove(id: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  upsertJobScheduler(id: string, repeat: RepeatOptions, template?: JobTemplate): Promise<void>;
  removeJobScheduler(id: string): Promise<boolean>;
  getJobSchedulers(): Promise<JobScheduler[]>;
}

export interface FlowJob {
  name: string;
  queueName: string;
  data?: unknown;
  opts?: JobOptions;
  children?: FlowJob[];
}

export interface Flows {
  /** Adds the tree in one step and gives its root. A job waits until its children have ended. */
  add(tree: FlowJob): Promise<QueueJob>;
}
