import type { JobSpec } from '../config/job-spec.ts';
import type { Handler } from '../config/scheduler.ts';

// #region jobs
/** The two sample tasks. `fast` shortens minutes to seconds, for whoever is watching. */
export function sampleJobs({ fast }: { fast: boolean }): readonly JobSpec[] {
  return [
    { name: 'refresh-rates', expression: fast ? '*/5 * * * * *' : '*/10 * * * *' },
    { name: 'rotate-logs', expression: fast ? '*/15 * * * * *' : '0 */2 * * *' },
  ];
}
// #endregion jobs

export function sampleHandlers(announce: (line: string) => void): Record<string, Handler> {
  let rates = 0;
  return {
    'refresh-rates': () => announce(`exchange rates refreshed, ${++rates} so far`),
    'rotate-logs': () =>
      announce(`log rotated after ${Math.round(process.memoryUsage.rss() / 1_048_576)} MB of process`),
  };
}
