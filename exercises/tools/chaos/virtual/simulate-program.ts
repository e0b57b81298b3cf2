import { MemoryReports } from '../../../../examples/level3-distributed-coordinator/report/memory-reports.ts';
import { FAULT_KINDS, type Fault, type FaultKind, faultSchedule } from '../../../kit/faults/index.ts';
import { checkHistory, type History, type Verdict } from '../../../kit/history/index.ts';
import { type SimulatedNode, shrinkFaults, simulate } from '../../../kit/simulation/index.ts';
import { invariantsFor, CHAOS_SETTINGS as settings } from '../chaos-settings.ts';
import type { NodeProgram } from '../cluster-node.ts';
import { withFinalReads } from '../final-reads.ts';

export const NODES = ['node1', 'node2', 'node3'];
export const DURATION_MS = 6_000;

/** A node program and what it is asked for: the very module the fault lab runs in processes. */
export interface Subject {
  program: NodeProgram;
  strategy: string;
  /** All of them, if it does not say. */
  kinds?: readonly FaultKind[];
}

const faultsOf = (seed: number, kinds = FAULT_KINDS): Fault[] =>
  faultSchedule(seed, { ...settings, nodes: NODES, durationMs: DURATION_MS, everyMs: DURATION_MS / 6, kinds });

/** In virtual time the seed decides the network's delays, and the faults the rest. */
export async function simulateProgram(
  { program, strategy, kinds }: Subject,
  seed: number,
  faults: readonly Fault[] = faultsOf(seed, kinds),
): Promise<History> {
  const reports = new MemoryReports();
  const runNode = ({ reach, ...node }: SimulatedNode) => {
    const stop = new AbortController().signal;
    return program.runNode({ ...node, reports: reach(reports), settings, since: 0, strategy, stop });
  };
  const history = await simulate(seed, runNode, { nodes: NODES, durationMs: DURATION_MS, faults });
  return withFinalReads(history, await reports.copies(0), DURATION_MS);
}

export async function judge(subject: Subject, seed: number, faults?: readonly Fault[]): Promise<Verdict> {
  return checkHistory(await simulateProgram(subject, seed, faults), invariantsFor(DURATION_MS));
}

/** The same failure with the fewest faults, and the story they make. */
export async function shrinkSeed(subject: Subject, seed: number): Promise<{ faults: Fault[]; verdict: Verdict }> {
  const stillFails = async (faults: readonly Fault[]) => (await judge(subject, seed, faults)).verdict === 'invalid';
  const faults = await shrinkFaults(faultsOf(seed, subject.kinds), stillFails);
  return { faults, verdict: await judge(subject, seed, faults) };
}
