import { everySlot, makeReport } from '../every-slot.ts';
import type { Node } from '../node.ts';
import { withLock } from '../solved-pieces.ts';

export async function runNode(node: Node): Promise<void> {
  await everySlot(node, runSlot);
}

/** Whoever gets the lock writes; then it is free again, and so is the slot. */
export async function runSlot(node: Node, slot: number): Promise<void> {
  const { redis, reports, settings, record, stop, id } = node;
  await withLock(redis, `lock:${settings.job}`, `${id}:${slot}`, settings.leaseMs, async () => {
    record('acquires', { slot });
    await makeReport(node, slot, stop);
    await reports.append({ job: settings.job, slot, node: id });
    record('writes', { slot });
  });
}
