import { systemClock } from '../../../scheduler/index.ts';
import { paint } from '../../../shared/console.ts';
import { runEntry } from '../../../shared/entry.ts';
import { nearest } from '../../../shared/nearest.ts';
import { stopRequested } from '../../../shared/shutdown.ts';
import type { FluentJob } from '../builder/job-builder.ts';
import { dueJobs } from '../run/due.ts';
import { InOrder } from '../run/in-order.ts';
import { runJob, type Surroundings } from '../run/run-job.ts';
import { engineFor, type Report } from '../run/work.ts';
import { ScheduleError } from '../schedule-error.ts';
import { listing } from './list.ts';
import { loadJobs } from './load.ts';
import { readOptions } from './options.ts';
import { openSurroundings } from './surroundings.ts';

await runEntry(async () => {
  const { verb, name, zone, at = Date.now(), file } = readOptions(process.argv.slice(2));
  const jobs = await loadJobs(file);
  if (verb === 'list') return console.log(listing(jobs, at, zone));
  const { surroundings, close } = await openSurroundings(process.env, (job, text) =>
    process.stdout.write(text.replace(/^(?=.)/gm, `${paint('gray', `${job} |`)} `)),
  );
  if (verb === 'work') await work(jobs, surroundings);
  else if (verb === 'test') await test(find(jobs, name), surroundings);
  else await run(jobs, at, surroundings);
  await close();
  process.exit(process.exitCode ?? 0);
});

async function run(jobs: readonly FluentJob[], now: number, around: Surroundings): Promise<void> {
  const due = dueJobs(jobs, now);
  if (due.length === 0) return console.log('Nothing is due in this minute.');
  const stop = stopSignal();
  const order = new InOrder();
  await Promise.all(
    due.map(async ({ job, slot }) => {
      try {
        say(job.name, slot, await order.run(job, () => runJob(job, slot, stop, around)));
      } catch (error) {
        say(job.name, slot, { outcome: 'failed', error: error as Error });
        process.exitCode = 1;
      }
    }),
  );
}

async function work(jobs: readonly FluentJob[], around: Surroundings): Promise<void> {
  const engine = await engineFor(jobs, systemClock, around, say);
  await engine.start();
  console.log(`${listing(jobs, Date.now(), 'UTC')}\n\nRunning each when it is due. Stop with Ctrl+C.`);
  await stopRequested();
  const report = await engine.stop({ deadlineMs: 10_000 });
  console.log(`\nStopped. ${report.finished} runs came to their end, ${report.cancelled.length} were told to stop.`);
}

async function test(job: FluentJob, around: Surroundings): Promise<void> {
  console.log(`Running ${job.name} now, whatever its schedule and conditions say.`);
  const unconditional = { ...job, conditions: [], onOneServer: false };
  try {
    say(job.name, Date.now(), await runJob(unconditional, Date.now(), stopSignal(), around));
  } catch (error) {
    say(job.name, Date.now(), { outcome: 'failed', error: error as Error });
    process.exitCode = 1;
  }
}

function find(jobs: readonly FluentJob[], name: string | undefined): FluentJob {
  const names = jobs.map((job) => job.name);
  if (name === undefined) throw new ScheduleError('unknown-job', `Which job? ${names.join(', ')}`);
  const job = jobs.find((each) => each.name === name);
  if (job) return job;
  throw new ScheduleError('unknown-job', `There is no job "${name}". The nearest: ${nearest(name, names).join(', ')}.`);
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  void stopRequested().then(() => stop.abort(new Error('stopped by Ctrl+C')));
  return stop.signal;
}

function say(...[job, slot, result]: Parameters<Report>): void {
  const at = new Date(slot).toISOString().slice(0, 19).replace('T', ' ');
  const colour = { success: 'green', skipped: 'yellow', failed: 'red' } as const;
  const more =
    result.outcome === 'failed' ? `: ${result.error.message}` : result.outcome === 'skipped' ? `: ${result.why}` : '';
  console.log(`${at}  ${job}  ${paint(colour[result.outcome], result.outcome)}${more}`);
}
