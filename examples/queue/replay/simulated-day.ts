import { type Random, seededRandom } from '../../scheduler/random.ts';
import type { ScheduledRun } from '../history/stream.ts';
import { enabledEntries, type ScheduleTable } from '../schedule/table.ts';
import { slotsBetween } from '../schedule/trigger.ts';
import { startTimes } from '../simulation/queue.ts';
import type { Outcome } from '../worker/run.ts';

/**
 * A day nobody lived, worked through in virtual time, for a replay without a history. It has what days have: workers
 * that are away for a while, tasks that take longer than usual, a few that fail and are tried again, a stall that makes
 * a job run twice. The seed decides, so the same day can be had again.
 */
export function simulateDay(
  table: ScheduleTable,
  { from, to }: { from: number; to: number },
  { seed, workers }: { seed: number; workers: number },
): ScheduledRun[] {
  const random = seededRandom(seed);
  const away = { from: from + (to - from) * 0.4, to: from + (to - from) * 0.4 + 20 * 60_000 };
  const isAway = (at: number) => at >= away.from && at < away.to;

  const jobs = enabledEntries(table)
    .flatMap((entry) => {
      const slots = [...slotsBetween(entry, from, to)];
      // One run of a schedule is pending at most: of those due while nobody works, only the first is left to find.
      const first = slots.find(isAway);
      return slots.filter((slot) => !isAway(slot) || slot === first).map((slot) => ({ entry, slot }));
    })
    .map(({ entry, slot }) => ({
      entry,
      slot,
      at: isAway(slot) ? away.to : slot,
      serviceMs: entry.task.typicalMs * spreadOf(random),
    }))
    .sort((a, b) => a.at - b.at);

  const starts = startTimes(jobs, workers);
  return jobs.flatMap(({ entry, slot, serviceMs }, index) => {
    const startedAt = starts[index] as number;
    const base = { schedule: entry.name, task: entry.task.name, slot, startedAt, durationMs: Math.round(serviceMs) };
    if (startedAt - slot > entry.expiresMs) return [run(base, 1, 'expired')];
    const luck = random();
    if (luck < 0.006) {
      const again = run({ ...base, startedAt: startedAt + entry.task.backoffMs }, 2, 'success');
      return [run(base, 1, luck < 0.002 ? 'timeout' : 'failed'), ...(entry.task.attempts > 1 ? [again] : [])];
    }
    if (luck < 0.0065) return [run(base, 1, 'success'), run({ ...base, startedAt: startedAt + 15_000 }, 1, 'success')];
    return [run(base, 1, 'success')];
  });
}

function run(base: Omit<ScheduledRun, 'attempt' | 'outcome'>, attempt: number, outcome: Outcome): ScheduledRun {
  return { ...base, attempt, outcome };
}

/** Mostly around the usual, now and then several times as long. */
function spreadOf(random: Random): number {
  return 0.7 + 0.6 * random() + (random() < 0.02 ? 4 * random() : 0);
}
