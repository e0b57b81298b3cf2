import { type Clock, LocalEngine, MemoryStore } from '../../../scheduler/index.ts';
import type { FluentJob } from '../builder/job-builder.ts';
import { InOrder } from './in-order.ts';
import { type RunResult, runJob, type Surroundings } from './run-job.ts';

export type Report = (job: string, slot: number, result: RunResult | { outcome: 'failed'; error: Error }) => void;

/** The engine, made to run a schedule: it keeps the time, the job says what to do with a slot. */
export async function engineFor(jobs: readonly FluentJob[], clock: Clock, around: Surroundings, report: Report) {
  const engine = new LocalEngine({ store: new MemoryStore(), clock });
  const order = new InOrder();
  for (const job of jobs) {
    const run = async ({ slot, signal }: { slot: number; signal: AbortSignal }) => {
      try {
        report(job.name, slot, await order.run(job, () => runJob(job, slot, signal, around)));
      } catch (thrown) {
        report(job.name, slot, { outcome: 'failed', error: thrown as Error });
        throw thrown;
      }
    };
    // Whether runs may overlap is decided by the lock, which other processes see too.
    await engine.schedule(job.name, job.trigger, run, { overlap: 'allow', maxConcurrent: 1_000 });
  }
  return engine;
}
