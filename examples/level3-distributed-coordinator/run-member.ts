import { sleep } from '../scheduler/clock/sleep.ts';
import { LeaseLost } from './coordination/lease.ts';
import type { Member, Strategy } from './member.ts';
import { reasonOf } from './reason.ts';

/** Comes to every slot at its time on this node's own clock, until the node is asked to stop. */
export async function runMember(member: Member, strategy: Strategy): Promise<void> {
  const { clock, settings, stop } = member;
  const running = new Set<Promise<void>>();
  const from = strategy.looksBack ? Math.max(member.since, clock.now() - settings.patienceMs) : clock.now();
  let slot = nextSlot(from, settings.everyMs);
  while (!stop.aborted) {
    for (; slot <= clock.now(); slot += settings.everyMs) {
      const run = comeTo(member, strategy, slot).finally(() => running.delete(run));
      running.add(run);
    }
    // In two steps at least, because the clock may be set forward or back meanwhile.
    await sleep(clock, Math.min(settings.everyMs / 2, slot - clock.now()), stop).catch(() => {});
  }
  await Promise.all(running);
}

async function comeTo(member: Member, strategy: Strategy, slot: number): Promise<void> {
  member.tell('comes to', { slot });
  try {
    await strategy.run(member, slot);
  } catch (error) {
    // Asked to stop, or the lease is lost, which was told when it happened: neither is news.
    if (member.stop.aborted || error instanceof LeaseLost) return;
    member.tell('cannot reach', { slot, note: reasonOf(error) });
  }
}

/** The first multiple of the period after an instant: the same on every node, whenever each was started. */
function nextSlot(after: number, everyMs: number): number {
  return (Math.floor(after / everyMs) + 1) * everyMs;
}
