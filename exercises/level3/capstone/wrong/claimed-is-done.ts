import { everySlot, makeReport } from '../every-slot.ts';
import type { Node } from '../node.ts';
import { claimSlot } from '../solved-pieces.ts';

export async function runNode(node: Node): Promise<void> {
  await everySlot(node, runSlot);
}

/** Once claimed, a slot is somebody's for good, and nobody asks whether they live. */
export async function runSlot(node: Node, slot: number): Promise<void> {
  const { redis, reports, settings, record, stop, id } = node;
  const { job, patienceMs } = settings;
  if (!(await claimSlot(redis, { job, slot, owner: id, keepMs: 2 * patienceMs }))) return;
  record('acquires', { slot });
  await makeReport(node, slot, stop);
  await reports.append({ job, slot, node: id });
  record('writes', { slot });
}
