import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../scheduler/clock/system-clock.ts';
import { seededRandom } from '../scheduler/random.ts';
import { speakers } from '../shared/console.ts';
import { runEntry } from '../shared/entry.ts';
import { stopRequested } from '../shared/shutdown.ts';
import { cleanupJobs } from './cleanup-jobs.ts';
import { openCleanupDatabase } from './database.ts';
import { faultInjector } from './faults.ts';
import { catchUp, runSlot, scheduleJob } from './job.ts';
import { readOptions } from './options.ts';
import { RunRecord } from './run-record.ts';
import { seedLogs, seedTokens } from './seed.ts';
import { summary } from './summary.ts';

await runEntry(async () => {
  const { once, failRate, seed, folder } = readOptions(process.argv.slice(2));
  console.log(
    once
      ? 'Each job once: expired tokens are removed, old logs compressed and moved.'
      : 'Hourly token cleanup, nightly log archive, and both every 30 s to watch. Stop with Ctrl+C.',
  );
  if (failRate > 0) console.log(`One step in ${(1 / failRate).toFixed(1)} fails on purpose (seed ${seed}).`);

  mkdirSync(folder, { recursive: true });
  const random = seededRandom(seed);
  const database = await openCleanupDatabase(join(folder, 'cleanup.db'));
  const started = systemClock.now();
  await seedTokens(database.db, 3_000, started, random);
  await seedLogs(join(folder, 'logs'), 14, started, random);

  const voices = speakers(['tokens', 'logs', 'both']);
  const say = (job: string, line: string) => voices[job]?.(line);
  const record = new RunRecord(database.db, systemClock);
  const left = await record.markAbandoned();
  if (left > 0)
    console.log(`${left} ${left === 1 ? 'run' : 'runs'} of an earlier process never ended: marked abandoned.`);

  const stop = new AbortController();
  const around = { record, clock: systemClock, random, signal: stop.signal, say };
  const fault = faultInjector(failRate, random);
  const { hourly, nightly, demonstration } = cleanupJobs({
    database,
    folder,
    clock: systemClock,
    fault,
    say,
    breathMs: 100,
  });
  const stopping = stopRequested().then(() => stop.abort(new Error('the process was asked to stop')));

  if (once) {
    for (const job of [hourly, nightly]) await runSlot(job, systemClock.now(), around);
  } else {
    for (const job of [hourly, nightly]) await catchUp(job, around);
    const tasks = [hourly, nightly, demonstration].map((job) => scheduleJob(job, around));
    await stopping;
    // What runs has been told to stop; it ends at its next step, and its record says so.
    await Promise.all(tasks.map((task) => task.stop()));
  }

  const { text, failed } = await summary(database.db, started);
  console.log(`\n${text}`);
  await database.close();
  process.exit(once && failed > 0 ? 1 : 0);
});
