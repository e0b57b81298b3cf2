import { sleep } from '#kit';
import { everySlot, makeReport } from '../every-slot.ts';
import type { Node } from '../node.ts';
import { hold, type Lease } from '../solved-pieces.ts';

export async function runNode(node: Node): Promise<void> {
  await everySlot(node, runSlot);
}

/** Every node stays with the slot until it is written: whoever has it now may die, and then it is ours. */
export async function runSlot(node: Node, slot: number): Promise<void> {
  const { clock, settings, stop, id } = node;
  for (let attempt = 1; clock.now() < slot + settings.patienceMs; attempt++) {
    // A lease that was lost, a Redis without an answer: whatever it was, the next look finds out more.
    if (await runOnce(node, slot, `${id}:${attempt}`).catch(() => false)) return;
    await sleep(clock, settings.tickMs, stop);
  }
}

/** The lease says who works now. True when the slot needs no more looking at. */
async function runOnce(node: Node, slot: number, holder: string): Promise<boolean> {
  const { redis, clock, settings } = node;
  const lease = await hold(redis, clock, `lease:${settings.job}:${slot}`, holder, settings.leaseMs);
  if (!lease) return false;
  try {
    return await writeUnderLease(node, slot, lease);
  } finally {
    await lease.release().catch(() => {});
  }
}

/** Nothing but the lease keeps a late holder from writing, and a sleeping one does not look at it. */
async function writeUnderLease(node: Node, slot: number, lease: Lease): Promise<boolean> {
  const { redis, reports, settings, id, record, stop } = node;
  const done = `done:${settings.job}:${slot}`;
  if (await redis.get(done)) return true;
  lease.signal.addEventListener('abort', () => record('loses', { slot }));
  record('acquires', { slot });
  await makeReport(node, slot, AbortSignal.any([lease.signal, stop]));
  await reports.append({ job: settings.job, slot, node: id });
  record('writes', { slot });
  await redis.set(done, id, 'PX', 2 * settings.patienceMs);
  return true;
}
