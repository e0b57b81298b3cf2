import { createTask, type Logger } from 'node-cron';
import type { Clock } from '../scheduler/clock/clock.ts';
import { cronSchedule } from '../scheduler/cron/index.ts';
import type { Random } from '../scheduler/random.ts';
import { retry } from './retry.ts';
import type { RunRecord } from './run-record.ts';

export interface Job {
  readonly name: string;
  readonly expression: string;
  /** How late a slot may be and still run. */
  readonly graceMs: number;
  /** Begins one run. What it gives back does the work, once for each attempt, and says in a few words what came of it. */
  start(): (signal: AbortSignal) => Promise<string>;
}

export interface Surroundings {
  readonly record: RunRecord;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly say: (job: string, line: string) => void;
}

// #region slot
/** One slot of a job, from its record to its outcome. Never rejects: one bad job must not stop the others. */
export async function runSlot(job: Job, slot: number, { record, clock, random, signal, say }: Surroundings) {
  const run = await record.begin(job.name, slot);
  if (!run) return say(job.name, `slot ${new Date(slot).toISOString()} has been dealt with before`);
  const work = job.start();
  try {
    const detail = await retry(
      async (attempt) => {
        await run.attempt(attempt);
        return work(signal);
      },
      {
        attempts: 5,
        baseMs: 500,
        capMs: 8_000,
        clock,
        random,
        signal,
        onRetry: ({ attempt, error, waitMs }) =>
          say(job.name, `attempt ${attempt} failed (${messageOf(error)}); trying again in ${waitMs} ms`),
      },
    );
    await run.finish('success', detail);
    say(job.name, detail);
  } catch (error) {
    await run.finish('failed', messageOf(error));
    say(job.name, `failed for good: ${messageOf(error)}`);
  }
}
// #endregion slot

// #region schedule
/** Puts a job on node-cron: no overlap, and a word about every slot that does not run. */
export function scheduleJob(job: Job, around: Surroundings): Scheduled {
  const { record, say } = around;
  let running: Promise<void> = Promise.resolve();
  const run = (context: { date: Date }) => {
    running = runSlot(job, context.date.getTime(), around);
    return running;
  };
  const task = createTask(job.expression, run, {
    name: job.name,
    timezone: 'UTC',
    noOverlap: true,
    missedExecutionTolerance: job.graceMs,
    suppressMissedWarning: true,
    logger: silent,
  });
  const note = (outcome: 'missed' | 'skipped', why: string) => async (context: { date: Date }) => {
    say(job.name, `${outcome}: ${why}`);
    await record.note(job.name, context.date.getTime(), outcome, why);
  };
  task.on('execution:overlap', note('skipped', 'the run before it is still going'));
  task.on('execution:missed', note('missed', `found more than ${job.graceMs / 1000} s late`));
  void task.start();
  return {
    async stop() {
      await task.stop();
      // A stopped task says that it is not busy, whatever it still does: only the run itself knows.
      await running;
      await task.destroy();
    },
  };
}
// #endregion schedule

export interface Scheduled {
  /** No new run begins; resolves when the one that goes on has ended and is recorded. */
  stop(): Promise<void>;
}

// #region catch-up
/** After a stop of the process: the latest slot is made up for when it is young enough, and recorded as missed when not. */
export async function catchUp(job: Job, around: Surroundings): Promise<void> {
  const { record, clock, say } = around;
  const last = await record.lastSlot(job.name);
  const slot = cronSchedule(job.expression).previous(clock.now());
  if (last === null || slot === null || slot <= last) return;
  if (clock.now() - slot <= job.graceMs) return runSlot(job, slot, around);
  say(job.name, `missed ${new Date(slot).toISOString()} while nobody ran it`);
  await record.note(job.name, slot, 'missed', 'the process was not running');
}
// #endregion catch-up

/** node-cron would warn of every overlap on the console; the events below say the same with the job's name. */
const silent: Logger = { info() {}, warn() {}, error() {}, debug() {} };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
