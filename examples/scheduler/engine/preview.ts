import { Heap, NOWHERE, type Waiting } from '../heap.ts';
import { startDelayMs } from '../policy/jitter.ts';
import { type Trigger, type TriggerData, toTrigger } from '../trigger/index.ts';

export interface PreviewQuery {
  readonly hours?: number;
  /** Now, unless said otherwise. */
  readonly from?: number;
  readonly limit?: number;
}

export interface PlannedRun {
  readonly job: string;
  readonly slot: number;
  /** When it would start: the slot and the job's own jitter. */
  readonly startsAt: number;
}

/** What a preview needs of a job. */
export interface PreviewJob {
  readonly name: string;
  readonly trigger: TriggerData;
  readonly paused?: boolean;
  readonly jitterMs?: number;
}

interface Ahead extends Waiting {
  readonly name: string;
  readonly trigger: Trigger;
  readonly delayMs: number;
  slot: number;
}

/** The coming starts of any set of jobs, in order, without running them. Pure: it merges what the triggers say. */
export function preview(
  jobs: Iterable<PreviewJob>,
  { from, hours = 24, limit = 10_000 }: PreviewQuery & { from: number },
): PlannedRun[] {
  const until = from + hours * 3_600_000;
  const ahead = new Heap<Ahead>();
  for (const { name, trigger, paused, jitterMs = 0 } of jobs) {
    if (!paused)
      push({ name, trigger: toTrigger(trigger), delayMs: startDelayMs(name, jitterMs), slot: from, position: NOWHERE });
  }
  const plan: PlannedRun[] = [];
  while (plan.length < limit) {
    const entry = ahead.pop();
    if (!entry) break;
    plan.push({ job: entry.name, slot: entry.slot, startsAt: entry.slot + entry.delayMs });
    push(entry);
  }
  return plan;

  function push(entry: Ahead): void {
    const slot = entry.trigger.next(entry.slot);
    if (slot === null || slot + entry.delayMs > until) return;
    entry.slot = slot;
    ahead.push(entry, slot + entry.delayMs);
  }
}
