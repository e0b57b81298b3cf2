import { createTask, type ScheduledTask, type TaskContext, type TaskFn } from 'node-cron';
import type { Job, Report, TaskSpec } from '../exercise.ts';

export function defineTask({ name, expression, timeZone }: TaskSpec, callback: TaskFn): ScheduledTask {
  new Intl.DateTimeFormat('en', { timeZone });
  return createTask(expression, callback, { name, timezone: timeZone, noOverlap: true });
}

export function superviseTask(spec: TaskSpec, job: Job, report: Report): ScheduledTask {
  const task = defineTask(spec, async ({ date }) => {
    try {
      await job();
    } catch (error) {
      return report(date, 'failed', error instanceof Error ? error.message : String(error));
    }
    report(date, 'success');
  });
  task.on('execution:overlap', ({ date }: TaskContext) => report(date, 'skipped'));
  task.on('execution:missed', ({ date }: TaskContext) => report(date, 'missed'));
  return task;
}

export async function endTask(task: ScheduledTask, graceMs: number): Promise<boolean> {
  const ended = task.isBusy() ? endOfRun(task) : Promise.resolve();
  await task.stop();
  const over = await within(graceMs, ended);
  await task.destroy();
  return over;
}

function endOfRun(task: ScheduledTask): Promise<void> {
  return new Promise((resolve) => {
    task.once('execution:finished', () => resolve());
  });
}

async function within(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
