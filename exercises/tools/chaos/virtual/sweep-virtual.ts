import type { Fault } from '../../../kit/faults/index.ts';
import type { Verdict } from '../../../kit/history/index.ts';
import { judge, type Subject, shrinkSeed } from './simulate-program.ts';

export interface VirtualOutcome {
  counts: Record<Verdict['verdict'], number>;
  /** Of the first seed that broke a rule: all it takes to break it, and the story. */
  smallest?: { seed: number; faults: Fault[]; verdict: Verdict };
  tookMs: number;
}

/** Many schedules in virtual time, and the first failure made as small as it goes. */
export async function sweepVirtual(
  subject: Subject,
  { seed: first, seeds, interrupted }: { seed: number; seeds: number; interrupted?: AbortSignal | undefined },
): Promise<VirtualOutcome> {
  const began = performance.now();
  const counts = { valid: 0, invalid: 0, unknown: 0 };
  let failing: number | undefined;
  for (let seed = first; seed < first + seeds && !interrupted?.aborted; seed++) {
    const { verdict } = await judge(subject, seed);
    counts[verdict]++;
    if (verdict === 'invalid') failing ??= seed;
  }
  const tookMs = Math.round(performance.now() - began);
  if (failing === undefined) return { counts, tookMs };
  return { counts, tookMs, smallest: { seed: failing, ...(await shrinkSeed(subject, failing)) } };
}
