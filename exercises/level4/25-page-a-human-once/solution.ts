import type { Desk, Outcome } from './exercise.ts';

const FAILURES_THAT_PAGE = 3;
const REMIND_AFTER_MS = 3_600_000;

export function failuresInARow(runs: readonly Outcome[]): number {
  const sinceSuccess = runs.slice(runs.lastIndexOf('success') + 1);
  return sinceSuccess.filter((outcome) => outcome === 'failed').length;
}

export async function look(desk: Desk, job: string, runs: readonly Outcome[]): Promise<void> {
  await step(desk, job, runs, { remindAfterMs: Number.POSITIVE_INFINITY });
}

export async function lookAndRemind(desk: Desk, job: string, runs: readonly Outcome[]): Promise<void> {
  await step(desk, job, runs, { remindAfterMs: REMIND_AFTER_MS });
}

async function step(
  { store, page, now }: Desk,
  job: string,
  runs: readonly Outcome[],
  { remindAfterMs }: { remindAfterMs: number },
): Promise<void> {
  const failures = failuresInARow(runs);
  const alert = await store.find(job);
  // Page first, write afterwards: if we die in between it is said twice, and the other way round never.
  if (!alert && failures >= FAILURES_THAT_PAGE) {
    await page(job, 'opened');
    await store.save({ job, pagedAt: now() });
  } else if (alert && failures === 0) {
    await page(job, 'closed');
    await store.remove(job);
  } else if (alert && now() - alert.pagedAt >= remindAfterMs) {
    await page(job, 'reminder');
    await store.save({ job, pagedAt: now() });
  }
}
