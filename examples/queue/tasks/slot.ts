import type { Job } from 'bullmq';

/** Which schedule made a job, and for which instant. */
export interface Slot {
  readonly schedule: string;
  readonly at: number;
}

type Dated = Pick<Job, 'id' | 'timestamp' | 'opts'>;

/** BullMQ writes both into the ids of scheduled jobs: `repeat:<schedule>:<milliseconds>`. */
export function slotOf({ id }: Pick<Job, 'id'>): Slot | undefined {
  if (!id?.startsWith('repeat:')) return undefined;
  const end = id.lastIndexOf(':');
  return { schedule: id.slice('repeat:'.length, end), at: Number(id.slice(end + 1)) };
}

/** When a job was meant to run: its slot, or the moment it was asked for plus the delay it asked for. */
export function dueAt(job: Dated, slot = slotOf(job)): number {
  return slot?.at ?? job.timestamp + (job.opts.delay ?? 0);
}
