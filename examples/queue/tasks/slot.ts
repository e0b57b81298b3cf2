import type { Job } from 'bullmq';

/** Which schedule made a job, and for which instant. */
export interface Slot {
  readonly schedule: string;
  readonly at: number;
}

type Dated = Pick<Job, 'id' | 'timestamp' | 'opts'>;

/** BullMQ writes both into the ids of scheduled jobs: `repeat:<schedule>:<milliseconds>`. */
export function slotOf(job: Pick<Job, 'id'>): Slot | undefined {
  const match = /^repeat:(?<schedule>.+):(?<at>\d+)$/.exec(job.id ?? '');
  return match?.groups ? { schedule: match.groups.schedule!, at: Number(match.groups.at) } : undefined;
}

/** When a job was meant to run: its slot, or the moment it was asked for plus the delay it asked for. */
export function dueAt(job: Dated): number {
  return slotOf(job)?.at ?? job.timestamp + (job.opts.delay ?? 0);
}
