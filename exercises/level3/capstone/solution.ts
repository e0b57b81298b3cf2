import { sleep } from '#kit';
import { everySlot, makeReport } from './every-slot.ts';
import type { Node } from './node.ts';
import { hold, type Lease, nextToken } from './solved-pieces.ts';

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
    return await writeFenced(node, slot, lease);
  } finally {
    await lease.release().catch(() => {});
  }
}

/** The token says whose word counts: it holds where the lease cannot, in the node that sleeps through it. */
async function writeFenced(node: Node, slot: number, lease: Lease): Promise<boolean> {
  const { reports, settings, id, record, stop } = node;
  lease.signal.addEventListener('abort', () => record('loses', { slot }));
  const before = await reports.largestToken(slot);
  const token = await tokenAfter(node, before);
  const report = { job: settings.job, slot, node: id, token };
  // Announced before the work begins: from here on, whoever had the slot before us is refused.
  const begun = await reports.begin(report);
  if (begun !== 'begun') return begun === 'written';
  record(before > 0 ? 'takes over' : 'acquires', { slot, token });
  await makeReport(node, slot, AbortSignal.any([lease.signal, stop]));
  if (!(await reports.write(report))) return false;
  record('writes', { slot, token });
  return true;
}

/** Redis may have restarted and count from one again; the table remembers. */
async function tokenAfter(node: Node, before: number): Promise<number> {
  for (;;) {
    const token = await nextToken(node, `token:${node.settings.job}`);
    if (token > before) return token;
  }
}
