import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { Level3Error } from '../level3-error.ts';
import type { CoordinatorRedis } from './coordinator-redis.ts';
import { type Lease, takeLease } from './lease.ts';

export interface NameOptions {
  id: string;
  /** Tells this process from another that was given the same name. */
  holder: string;
  leaseMs: number;
  renewEveryMs: number;
  tickMs: number;
}

/**
 * One process per name: owners of leases are told apart by it. A process that was killed leaves its name held until the
 * lease ends, so a newcomer waits that long, and only then believes that the other is alive. `onTaken` is called if the
 * name is later found with somebody else, as after a Redis that restarted empty.
 */
export async function keepName(
  redis: CoordinatorRedis,
  clock: Clock,
  options: NameOptions,
  onTaken: (error: Level3Error) => void,
): Promise<{ release(): Promise<void> }> {
  const { id, holder, leaseMs, renewEveryMs, tickMs } = options;
  const take = () => takeLease(redis, clock, { key: `name:${id}`, holder, leaseMs, renewEveryMs });
  const released = new AbortController();

  const takeUntil = async (deadline: number): Promise<Lease> => {
    for (;;) {
      const lease = await take().catch(() => undefined);
      if (lease) return lease;
      if (clock.monotonic() > deadline) throw nameTaken(id);
      await sleep(clock, tickMs, released.signal);
    }
  };

  let lease = await takeUntil(clock.monotonic() + leaseMs + tickMs);
  const takeAgainWhenLost = () => {
    lease.signal.addEventListener('abort', async () => {
      try {
        lease = await retakeLost();
        takeAgainWhenLost();
      } catch (error) {
        if (error instanceof Level3Error) onTaken(error);
      }
    });
  };
  /** While Redis is away nobody can hold the name; the wait for a dead holder starts once it answers. */
  const retakeLost = async (): Promise<Lease> => {
    while (
      !(await redis.get(`name:${id}`).then(
        () => true,
        () => false,
      ))
    )
      await sleep(clock, tickMs, released.signal);
    return takeUntil(clock.monotonic() + leaseMs + tickMs);
  };
  takeAgainWhenLost();

  return {
    release: async () => {
      released.abort();
      await lease.release().catch(() => {});
    },
  };
}

const nameTaken = (id: string) =>
  new Level3Error(
    'name-taken',
    `${id} is already running: another process holds that name. Give this one another --instance-id.`,
  );
