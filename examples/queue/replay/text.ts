import { table } from '../../shared/console.ts';
import { loadText } from '../preview/text.ts';
import type { QueueLoad } from '../simulation/queue.ts';
import { dateTime, duration } from '../times.ts';
import type { Percentiles, Replay, ScheduleAccount } from './replay.ts';

export function replayText({ accounts, unplanned }: Replay, { from, to }: { from: number; to: number }): string {
  const rows = accounts.map((account) => ({
    schedule: account.schedule,
    planned: account.planned,
    fired: account.fired,
    missed: account.missed,
    expired: account.expired,
    twice: account.duplicated,
    timeouts: account.timeouts,
    failed: account.failed,
    late: latenessText(account.lateness),
  }));
  const sum = (key: 'planned' | 'fired' | 'missed' | 'expired' | 'duplicated') =>
    accounts.reduce((total, account: ScheduleAccount) => total + account[key], 0);
  const share = sum('planned') === 0 ? 0 : (sum('fired') / sum('planned')) * 100;
  return [
    `History against plan, ${dateTime(from)} to ${dateTime(to)} (UTC)\n`,
    table(rows),
    `\nOf ${sum('planned')} planned runs ${sum('fired')} fired (${share.toFixed(2)} %), ${sum('expired')} expired, ` +
      `${sum('missed')} were missed, ${sum('duplicated')} ran twice. Runs outside the plan: ${unplanned.length}.`,
  ].join('\n');
}

export function loadComparison(
  loads: { before: QueueLoad; after: QueueLoad },
  jitterMs: number,
  workers: number,
): string {
  return [
    `\nThe same runs on ${workers} workers:`,
    `  as planned             ${loadText(loads.before, 'UTC')}`,
    `  spread over ${duration(jitterMs).padEnd(9)}  ${loadText(loads.after, 'UTC')}`,
  ].join('\n');
}

function latenessText(lateness: Percentiles | undefined): string {
  if (!lateness) return '';
  const { p50, p95, p99, max } = lateness;
  return `p50 ${duration(p50)}, p95 ${duration(p95)}, p99 ${duration(p99)}, max ${duration(max)}`;
}
