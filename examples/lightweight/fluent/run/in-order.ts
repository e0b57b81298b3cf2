import type { FluentJob } from '../builder/job-builder.ts';

/** Jobs due together run one after another, in the order they were written; those in the background need not wait. */
export class InOrder {
  #lane: Promise<unknown> = Promise.resolve();

  run<T>(job: FluentJob, work: () => Promise<T>): Promise<T> {
    if (job.inBackground) return work();
    const mine = this.#lane.then(work);
    this.#lane = mine.catch(() => {});
    return mine;
  }
}
