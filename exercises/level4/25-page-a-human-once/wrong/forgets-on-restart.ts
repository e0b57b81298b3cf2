import type { Desk, Outcome } from '../exercise.ts';

const FAILURES_THAT_PAGE = 3;
const alerts = new WeakMap<Desk, Map<string, number>>();

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
  desk: Desk,
  job: string,
  runs: readonly Outcome[],
  { remindAfterMs }: { remindAfterMs: number },
): Promise<void> {
  const failures = failuresInARow(runs);
  const { page, now } = desk;
  const mine = alerts.get(desk) ?? new Map<string, number>();
  alerts.set(desk, mine);
  const pagedAt = mine.get(job);
  const alert = pagedAt === undefined ? undefined : { job, pagedAt };
  if (!alert && failures >= FAILURES_THAT_PAGE) {
    await page(job, 'opened');
    mine.set(job, now());
  } else if (alert && failures === 0) {
    await page(job, 'closed');
    mine.delete(job);
  } else if (alert && now() - alert.pagedAt >= remindAfterMs) {
    await page(job, 'reminder');
    mine.set(job, now());
  }
}
