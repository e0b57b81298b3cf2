import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../../kit/faults/index.ts';
import type { Cluster } from './cluster.ts';

/** Does to the cluster what the schedule says, when it says; everything is healed when this resolves. */
export async function inflict(cluster: Cluster, faults: readonly Fault[], interrupted: AbortSignal): Promise<void> {
  const until = (atMs: number) => delay(Math.max(0, atMs - cluster.elapsedMs), undefined, { signal: interrupted });
  await Promise.all(
    faults.map(async (fault) => {
      await until(fault.atMs);
      await cluster.begin(fault);
      await until(fault.atMs + fault.forMs);
      await cluster.heal(fault);
    }),
  );
}
