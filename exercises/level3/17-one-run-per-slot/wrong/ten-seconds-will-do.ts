import type { Redis } from '#kit';
import type { Claim, Job, Node } from '../exercise.ts';

export function slotAt(now: number, everyMs: number): number {
  return Math.floor(now / everyMs) * everyMs;
}

export async function claimSlot(redis: Redis, { job, slot, owner, keepMs }: Claim): Promise<boolean> {
  return (await redis.set(`slot:${job}:${slot}`, owner, 'PX', keepMs, 'NX')) === 'OK';
}

export async function onTick(node: Node, job: Job, run: (slot: number) => Promise<void>): Promise<boolean> {
  const slot = slotAt(node.clock.now(), job.everyMs);
  const keepMs = 10_000;
  // Nobody gives a claim back: a slot that was run stays run, for whoever comes late.
  if (!(await claimSlot(node.redis, { job: job.name, slot, owner: node.id, keepMs }))) return false;
  await run(slot);
  return true;
}
