import { explainCron } from '../../../scheduler/cron/index.ts';
import { type TriggerData, toTrigger } from '../../../scheduler/index.ts';
import { table } from '../../../shared/console.ts';
import type { FluentJob } from '../builder/job-builder.ts';

/** Every job, in words, with the instant it is due next as a clock in `zone` shows it. */
export function listing(jobs: readonly FluentJob[], now: number, zone: string): string {
  if (jobs.length === 0) return 'The schedule is empty.';
  const instant = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'medium' });
  return table(
    jobs.map((job) => {
      const { name, trigger, conditions, exclusiveMs, onOneServer, inBackground } = job;
      const next = nextRun(job, now);
      return {
        job: name,
        schedule: inWords(trigger),
        [`next (${zone})`]: next === null ? 'never' : instant.format(next),
        in: next === null ? '' : span(next - now),
        and: [
          ...conditions.map(({ why }) => why),
          ...(exclusiveMs === null ? [] : [`no overlap for ${span(exclusiveMs)}`]),
          ...(onOneServer ? ['on one server'] : []),
          ...(inBackground ? ['in the background'] : []),
        ].join(', '),
      };
    }),
  );
}

/** A week of every-minute slots: a window that has not opened by then is asked for again on the next listing. */
const LOOK_AHEAD = 10_080;

/** The next slot that the hours allow. What a `when` will say then, nobody can know now. */
export function nextRun({ trigger, conditions }: FluentJob, now: number): number | null {
  const rule = toTrigger(trigger);
  let slot = rule.next(now);
  for (let looked = 0; slot !== null && looked < LOOK_AHEAD; looked++) {
    const candidate = slot;
    if (conditions.every(({ ofSlot }) => ofSlot?.(candidate) ?? true)) return candidate;
    slot = rule.next(candidate);
  }
  return null;
}

function inWords(trigger: TriggerData): string {
  if (trigger.kind === 'every') return `every ${span(trigger.ms)}`;
  if (trigger.kind === 'at') return `once at ${new Date(trigger.date).toISOString()}`;
  return `${explainCron(trigger.expression)} (${trigger.timeZone ?? 'UTC'})`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** The two largest units: nobody plans by the second what is days away. */
export function span(ms: number): string {
  const parts: string[] = [];
  let left = ms;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
