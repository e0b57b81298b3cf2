import type { Redis } from 'ioredis';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import type { ScheduleTable } from '../schedule/table.ts';
import { beatHeart, stopHeart } from './heartbeat.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

export interface BeatOptions {
  readonly connection: Redis;
  readonly table: ScheduleTable;
  readonly clock: Clock;
  readonly everyMs?: number;
  onReconciled?(result: Reconciled): void;
  onError(error: Error): void;
}

export interface Beat {
  /** Stops reconciling. The schedules stay in Redis: workers keep them going, beat only tends them. */
  stop(): Promise<void>;
}

/** Holds the table against Redis at once and from then on, so that what somebody deleted by hand comes back. */
export function startBeat({ connection, table, clock, everyMs = 30_000, onReconciled, onError }: BeatOptions): Beat {
  const stopping = new AbortController();

  const round = async (): Promise<number> => {
    await beatHeart(connection, 3 * everyMs);
    const result = await reconcile({ connection, table, now: clock.now(), onError });
    if (result) onReconciled?.(result);
    return result ? everyMs : 250;
  };

  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const waitMs = await round().catch((error: Error) => {
        onError(error);
        return 1_000;
      });
      await sleep(clock, waitMs, stopping.signal).catch(() => {});
    }
  })();

  return {
    async stop() {
      stopping.abort();
      // A round waits for a Redis that is away, and the heartbeat ends by itself: nobody is there to take leave of.
      if (connection.status !== 'ready') return;
      await loop;
      await stopHeart(connection);
    },
  };
}
