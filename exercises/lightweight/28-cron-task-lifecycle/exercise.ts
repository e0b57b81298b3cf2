import type { ScheduledTask, TaskFn } from 'node-cron';
import { todo } from '#kit';

export interface TaskSpec {
  readonly name: string;
  readonly expression: string;
  /** Such as `America/New_York`. */
  readonly timeZone: string;
}

/** Task 1. A task that is defined and not started. A time zone that does not exist is refused by throwing. */
export function defineTask(spec: TaskSpec, callback: TaskFn): ScheduledTask {
  todo('make a task that waits for its start, in its own zone');
}

export type Job = () => Promise<void> | void;

/** `slot` is the instant at which the run was due. `problem` says in words why a run failed. */
export type Report = (slot: Date, outcome: 'success' | 'failed' | 'skipped' | 'missed', problem?: string) => void;

/**
 * Task 2. A task, not started, each slot of which is reported once: `success` or `failed` when its run has ended,
 * `skipped` while another run is going, `missed` when node-cron found it too late. Nothing a job does stops the next.
 */
export function superviseTask(spec: TaskSpec, job: Job, report: Report): ScheduledTask {
  todo('run the job, wait for its end, and report every slot');
}

/**
 * Task 3. Stops the task for good: at once nothing new starts; a run that is going gets up to `graceMs`; then the task is
 * destroyed. Answers true when no run was left going.
 */
export async function endTask(task: ScheduledTask, graceMs: number): Promise<boolean> {
  todo('stop, wait for the run or the deadline, destroy');
}
