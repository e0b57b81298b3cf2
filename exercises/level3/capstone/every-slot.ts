import { sleep } from '#kit';
import type { Node } from './node.ts';

/** Calls `runSlot` for every slot when it has come on this node's own clock, until the node is asked to stop. */
export async function everySlot(node: Node, runSlot: (node: Node, slot: number) => Promise<void>): Promise<void> {
  const { clock, settings, since, stop, record } = node;
  const { everyMs, patienceMs } = settings;
  const running = new Set<Promise<void>>();
  const comeTo = async (slot: number) => {
    record('comes to', { slot });
    await runSlot(node, slot).catch((error) => {
      if (!stop.aborted) record('cannot reach', { slot, note: String(error) });
    });
  };
  // A node that has just started looks back: what came while it was down may have been left to nobody.
  let slot = (Math.floor(Math.max(since, clock.now() - patienceMs) / everyMs) + 1) * everyMs;
  while (!stop.aborted) {
    for (; slot <= clock.now(); slot += everyMs) {
      const run = comeTo(slot).finally(() => running.delete(run));
      running.add(run);
    }
    // In two steps at least: the clock may be set meanwhile.
    await sleep(clock, Math.min(everyMs / 2, slot - clock.now()), stop).catch(() => {});
  }
  await Promise.all(running);
}

/** The report takes a while to make. Aborted, it rejects, and nothing was made. */
export async function makeReport({ clock, settings, record }: Node, slot: number, signal: AbortSignal): Promise<void> {
  record('starts', { slot });
  await sleep(clock, settings.workMs, signal);
}
