import type { StopOptions, StopReport } from './engine.ts';
import type { Journal } from './journal.ts';
import type { LiveRun } from './live-run.ts';
import type { Runner } from './runner.ts';
import type { Timeline } from './timeline.ts';

/** How long a run that was told to stop may take to do so, and the store to record it. */
export const UNWIND_MS = 1000;

/** Lets runs end by themselves until the deadline, tells the rest to stop, and says what came of it. */
export async function drain(
  runner: Runner,
  journal: Journal,
  timeline: Timeline,
  { deadlineMs = 10_000 }: StopOptions,
): Promise<StopReport> {
  const before = runner.live.size;
  await within(timeline, deadlineMs, runner.whenEmpty());
  const told = [...runner.live];
  for (const run of told) tellToStop(runner, run);
  if (told.length > 0) await within(timeline, UNWIND_MS, runner.whenEmpty());
  const left = [...runner.live];
  for (const run of left) runner.end(run, 'abandoned', 'it was told to stop and did not');
  await within(timeline, UNWIND_MS, journal.settled());
  return {
    finished: before - told.length,
    cancelled: told.filter((run) => !left.includes(run)).map((run) => run.id),
    abandoned: left.map((run) => run.id),
    unrecorded: journal.unrecorded().map((run) => run.id),
  };
}

function tellToStop(runner: Runner, run: LiveRun): void {
  if (run.state === 'retrying' || run.attempt === 0) {
    runner.end(run, 'cancelled', 'the engine stopped');
    return;
  }
  run.stopping = true;
  run.abort(new Error('the engine is stopping'));
}

/** Waits for the work, but no longer. */
async function within(timeline: Timeline, ms: number, work: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const deadline = timeline.after(ms, resolve);
    work.then(() => {
      timeline.cancel(deadline);
      resolve();
    }, resolve);
  });
}
