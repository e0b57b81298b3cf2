import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FluentJob } from '../builder/job-builder.ts';
import { mySchedule } from '../my-schedule.ts';
import { ScheduleError } from '../schedule-error.ts';

/** The jobs of a schedule file, or of ours when none is named. */
export async function loadJobs(file: string | undefined): Promise<readonly FluentJob[]> {
  if (file === undefined) return mySchedule().jobs();
  const path = resolve(file);
  if (!existsSync(path)) throw new ScheduleError('bad-file', `--file ${file}: there is no such file`);
  const module = await import(pathToFileURL(path).href);
  if (typeof module.mySchedule !== 'function') {
    throw new ScheduleError(
      'bad-file',
      `--file ${file}: expected it to export a function mySchedule() that returns a schedule`,
    );
  }
  return module.mySchedule().jobs();
}
