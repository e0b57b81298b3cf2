import { startTimes } from '../simulation/queue.ts';
import { duration } from '../times.ts';
import type { Measured } from './figures.ts';

export const tiers = {
  free: { perMinute: 6, burst: 3 },
  pro: { perMinute: 60, burst: 20 },
  desk: { perMinute: 600, burst: 100 },
};
export type Tier = keyof typeof tiers;

/** A bucket of permits that fills at the tier's rate up to its burst. */
export interface Quota {
  readonly permits: number;
  readonly at: number;
}

export type Admission =
  | { readonly admitted: true; readonly quota: Quota }
  | { readonly admitted: false; readonly retryAt: number };

/** Whether a tenant may send one more job now, and if not, when. Tenants cannot use up each other's share. */
export function admit(tier: Tier, quota: Quota | undefined, now: number): Admission {
  const { perMinute, burst } = tiers[tier];
  const perMs = perMinute / 60_000;
  const permits = quota ? Math.min(burst, quota.permits + (now - quota.at) * perMs) : burst;
  if (permits >= 1) return { admitted: true, quota: { permits: permits - 1, at: now } };
  return { admitted: false, retryAt: Math.ceil(now + (1 - permits) / perMs) };
}

/** The same jobs of one tenant, each at the first moment at which its quota admits it. */
export function deferred<Job extends { readonly at: number }>(tier: Tier, jobs: readonly Job[]): Job[] {
  let quota: Quota | undefined;
  return jobs.map((job) => {
    const at = Math.max(job.at, quota?.at ?? job.at);
    const first = admit(tier, quota, at);
    const answer = first.admitted ? first : admit(tier, quota, first.retryAt);
    if (!answer.admitted) throw new RangeError('a quota did not admit at the moment it named');
    quota = answer.quota;
    return { ...job, at: quota.at };
  });
}

/** Ten quiet tenants and one that sends a thousand jobs at once, on one worker that does ten a second. */
export function measureTenants(): Measured {
  const quiet = Array.from({ length: 10 }, (_, tenant) =>
    Array.from({ length: 30 }, (_, index) => ({ tenant: `quiet ${tenant}`, at: index * 2_000 + tenant * 100 })),
  ).flat();
  const noisy = Array.from({ length: 1_000 }, () => ({ tenant: 'noisy', at: 5_000 }));
  const waits = (arrivals: readonly { tenant: string; at: number }[]) => {
    const jobs = [...quiet, ...arrivals].map((job) => ({ ...job, serviceMs: 100 })).sort((a, b) => a.at - b.at);
    const starts = startTimes(jobs, 1);
    const own = jobs
      .map(({ tenant, at }, index) => ({ tenant, wait: (starts[index] as number) - at }))
      .filter(({ tenant }) => tenant !== 'noisy');
    return {
      longest: duration(Math.max(...own.map(({ wait }) => wait))),
      mean: duration(own.reduce((sum, { wait }) => sum + wait, 0) / own.length),
    };
  };
  const [before, after] = [waits(noisy), waits(deferred('pro', noisy))];
  return {
    policy: 'tenant quotas',
    scene: 'ten quiet tenants and one that sends 1000 jobs at once, on a worker that does 10 a second',
    figures: [
      { what: 'longest wait of a quiet tenant', before: before.longest, after: after.longest },
      { what: 'mean wait of a quiet tenant', before: before.mean, after: after.mean },
    ],
  };
}
