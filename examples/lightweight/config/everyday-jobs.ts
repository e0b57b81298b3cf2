import type { JobSpec } from './job-spec.ts';
import type { CronScheduler, Handler } from './scheduler.ts';

// #region jobs
/** The five jobs that almost every web application ends up with. */
export const everydayJobs: readonly JobSpec[] = [
  { name: 'session-cleanup', expression: '0 * * * *' },
  { name: 'daily-digest', expression: '0 9 * * *', timeZone: 'UTC' },
  { name: 'data-sync', expression: '*/15 * * * *' },
  { name: 'weekly-report', expression: '0 6 * * 1' },
  { name: 'health-check', expression: '*/5 * * * *' },
];
// #endregion jobs

// #region register
/** Safe to call at every start, and by every instance: a job is known by its name. */
export async function registerEverydayJobs(scheduler: CronScheduler): Promise<void> {
  for (const job of everydayJobs) await scheduler.register(job);
}
// #endregion register

export interface Sessions {
  /** Removes what expired before the instant and says how many that were. */
  removeExpired(before: number): Promise<number> | number;
}

/** What they do, given the application's own parts. */
export function everydayHandlers(parts: {
  sessions: Sessions;
  checkHealth: (signal: AbortSignal) => Promise<void>;
  announce: (line: string) => void;
}): Record<string, Handler> {
  const { sessions, checkHealth, announce } = parts;
  return {
    'session-cleanup': async () => announce(`${await sessions.removeExpired(Date.now())} expired sessions removed`),
    'daily-digest': () => announce('digest written for everyone who asked for one'),
    'data-sync': () => announce('in step with the upstream'),
    'weekly-report': () => announce('report of the week written'),
    'health-check': checkHealth,
  };
}
