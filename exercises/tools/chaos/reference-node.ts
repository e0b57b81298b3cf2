import { runMember } from '../../../examples/level3-distributed-coordinator/run-member.ts';
import { STRATEGIES, strategyNamed } from '../../../examples/level3-distributed-coordinator/strategy/index.ts';
import type { ClusterNode } from './cluster-node.ts';

export const KNOWN_STRATEGIES = STRATEGIES.map(({ name }) => name);

/** Level 3's own coordinator as a node program. */
export async function runNode({ record, strategy: name, ...node }: ClusterNode): Promise<void> {
  const strategy = strategyNamed(name);
  if (!strategy) throw new Error(`the reference has no strategy '${name}': it knows ${KNOWN_STRATEGIES.join(', ')}`);
  await runMember({ ...node, tell: record }, strategy);
}
