import type { Backlog, Job, NextSlot, Run, Store } from '../exercise.ts';

export function catchUp(nextSlot: NextSlot, job: Job, after: number, now: number): Backlog {
  const passed: number[] = [];
  for (let slot = nextSlot(job.schedule, after); slot <= now; slot = nextSlot(job.schedule, slot)) passed.push(slot);
  const latest = passed.at(-1);
  if (latest === undefined || now - latest > job.graceMs) return { missed: passed, run: null };
  return { missed: passed.slice(0, -1), run: latest };
}

export async function abandonLeftovers(store: Store): Promise<readonly Run[]> {
  const left = (await store.running()).map((run): Run => ({ ...run, state: 'abandoned' }));
  for (const run of left) await store.save(run);
  return left;
}

export async function recover(store: Store, nextSlot: NextSlot, now: number): Promise<readonly Run[]> {
  await abandonLeftovers(store);
  const due: Run[] = [];
  for (const job of await store.jobs()) {
    if (job.paused) continue;
    const latest = await store.latest(job.name);
    const { missed, run } = catchUp(nextSlot, job, Math.max(job.since, latest?.slot ?? 0), now);
    for (const slot of missed) await store.save({ job: job.name, slot, state: 'missed' });
    if (run !== null) due.push({ job: job.name, slot: run, state: 'running' });
  }
  return due;
}
