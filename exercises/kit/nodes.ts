import type { Fault } from './faults/index.ts';
import type { HistoryEvent } from './history/index.ts';
import { type NodeProgram, simulate } from './simulation/index.ts';
import { Timeline } from './timeline.ts';

export type { SimulatedNode as Node, SimulatedRedis as Redis } from './simulation/index.ts';

export interface StoryOptions {
  durationMs?: number;
  faults?: readonly Fault[];
  /** How long a question or an answer is on its way; asked anew for each. */
  delayMs?: () => number;
}

/**
 * Several nodes in virtual time, with one Redis between them: what each of them does is a program of the check's. What
 * they record, and the faults, are the timeline a learner reads. A program that throws fails the test.
 */
export async function onNodes(
  programs: Readonly<Record<string, NodeProgram>>,
  { durationMs = 60_000, faults = [], delayMs = () => 5 }: StoryOptions = {},
): Promise<readonly HistoryEvent[]> {
  const thrown: unknown[] = [];
  const run: NodeProgram = (node) => (programs[node.id] as NodeProgram)(node).catch((error) => void thrown.push(error));
  const nodes = Object.keys(programs);
  const { events } = await simulate(1, run, { nodes, durationMs, faults, delayMs: () => delayMs });
  tell(events);
  if (thrown.length > 0) throw thrown[0];
  return events;
}

function tell(events: readonly HistoryEvent[]): void {
  let now = 0;
  const timeline = new Timeline({ monotonic: () => now });
  for (const { t, node, type, note } of events) {
    now = t;
    timeline.add(`${node} ${type}${note ? ` (${note})` : ''}`);
  }
}
