import type { Kysely } from 'kysely';
import { table } from '../shared/console.ts';
import type { Tables } from './database.ts';

/** What happened since `since`, a row for each job. */
export async function summary(db: Kysely<Tables>, since: number): Promise<{ text: string; failed: number }> {
  const runs = await db.selectFrom('job_run').selectAll().where('started_at', '>=', since).orderBy('id').execute();
  if (runs.length === 0) return { text: 'No job was due.', failed: 0 };
  const jobs = [...new Set(runs.map((run) => run.job))];
  const text = table(
    jobs.map((job) => {
      const own = runs.filter((run) => run.job === job);
      const count = (outcome: string) => own.filter((run) => run.outcome === outcome).length;
      return {
        job,
        runs: own.length,
        success: count('success'),
        failed: count('failed'),
        missed: count('missed'),
        skipped: count('skipped'),
        retries: own.reduce((sum, run) => sum + Math.max(0, run.attempts - 1), 0),
        'total ms': own.reduce((sum, run) => sum + (run.duration_ms ?? 0), 0),
        'last result': own.at(-1)?.detail ?? '',
      };
    }),
  );
  return { text, failed: runs.filter((run) => run.outcome === 'failed').length };
}
