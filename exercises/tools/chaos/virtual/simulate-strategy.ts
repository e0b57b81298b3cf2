import type { Strategy } from '../../../../examples/level3-distributed-coordinator/member.ts';
import { MemoryReports } from '../../../../examples/level3-distributed-coordinator/report/memory-reports.ts';
import { runMember } from '../../../../examples/level3-distributed-coordinator/run-member.ts';
import { type Fault, faultSchedule } from '../../../kit/faults/index.ts';
import { checkHistory, type History, type Verdict } from '../../../kit/history/index.ts';
import { shrinkFaults, simulate } from '../../../kit/simulation/index.ts';
import { INVARIANTS, CHAOS_SETTINGS as settings } from '../chaos-settings.ts';
import { withFinalReads } from '../final-reads.ts';

export const NODES = ['node1', 'node2', 'node3'];
export const DURATION_MS = 6_000;

export const faultsOf = (seed: number): Fault[] =>
  faultSchedule(seed, { ...settings, nodes: NODES, durationMs: DURATION_MS, everyMs: DURATION_MS / 6 });

/** Level 3's own coordinator, unchanged, in virtual time: the seed decides the network's delays, the faults the rest. */
export async function simulateStrategy(strategy: Strategy, seed: number, faults: readonly Fault[]): Promise<History> {
  const reports = new MemoryReports();
  const program = ({ id, clock, redis, reach, record }: Parameters<Parameters<typeof simulate>[1]>[0]) => {
    const stop = new AbortController().signal;
    const member = { id, clock, redis, reports: reach(reports), settings, since: 0, tell: record, stop };
    return runMember(member, strategy);
  };
  const history = await simulate(seed, program, { nodes: NODES, durationMs: DURATION_MS, faults });
  return withFinalReads(history, await reports.copies(0));
}

export async function judge(strategy: Strategy, seed: number, faults = faultsOf(seed)): Promise<Verdict> {
  return checkHistory(await simulateStrategy(strategy, seed, faults), INVARIANTS);
}

/** The same failure with the fewest faults, and the story they make. */
export async function shrinkSeed(strategy: Strategy, seed: number): Promise<{ faults: Fault[]; verdict: Verdict }> {
  const stillFails = async (faults: readonly Fault[]) =>
    (await judge(strategy, seed, [...faults])).verdict === 'invalid';
  const faults = await shrinkFaults(faultsOf(seed), stillFails);
  return { faults, verdict: await judge(strategy, seed, faults) };
}
