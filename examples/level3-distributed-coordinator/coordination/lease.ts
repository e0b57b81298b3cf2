import type { Clock } from '../../scheduler/clock/clock.ts';
import { sleep } from '../../scheduler/clock/sleep.ts';
import type { CoordinatorRedis } from './coordinator-redis.ts';

/**
 * A lease is a lock that ends by itself. Whoever holds it renews it in good time; whoever dies stops renewing, and the
 * next may have it. The price: the holder may lose it while it works, so it carries an AbortSignal that says so.
 *
 * The holder counts the lease's end from before it asked, by its own monotonic clock. Redis counts from when the
 * question arrived, which is later: so the holder always thinks its lease ends before Redis does.
 */
export interface Lease {
  /** Aborts when the lease is lost or its end has come without a renewal. */
  signal: AbortSignal;
  release(): Promise<void>;
}

export interface LeaseOptions {
  key: string;
  /** Unique to this holding, not to the node: a node that lost the lease and got it again is another holder. */
  holder: string;
  leaseMs: number;
  renewEveryMs: number;
}

/** Only the holder may renew or release. The check and the deed are one step, or the lease could change hands between. */
// #region scripts
export const RENEW_IF_HOLDER = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0`;

export const RELEASE_IF_HOLDER = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`;
// #endregion scripts

/** Undefined when somebody else holds it. */
export async function takeLease(
  redis: CoordinatorRedis,
  clock: Clock,
  { key, holder, leaseMs, renewEveryMs }: LeaseOptions,
): Promise<Lease | undefined> {
  const askedAt = clock.monotonic();
  if ((await redis.set(key, holder, 'PX', leaseMs, 'NX')) !== 'OK') return undefined;

  const lost = new AbortController();
  const released = new AbortController();
  // #region renewal
  const keepRenewing = async () => {
    let endsAt = askedAt + leaseMs;
    while (!lost.signal.aborted) {
      const left = endsAt - clock.monotonic();
      if (left <= 0) return lost.abort(new LeaseLost('its end came without a renewal'));
      await sleep(clock, Math.min(renewEveryMs, left), released.signal);
      const renewedAt = clock.monotonic();
      // No answer is not a no: the lease stands until its end, and until then we ask again.
      const answer = await answerBy(clock, endsAt, redis.eval(RENEW_IF_HOLDER, 1, key, holder, leaseMs));
      if (answer === 1) endsAt = renewedAt + leaseMs;
      if (answer === 0) return lost.abort(new LeaseLost('somebody else may hold it'));
    }
  };
  // #endregion renewal
  const renewing = keepRenewing().catch(() => {});

  return {
    signal: lost.signal,
    release: async () => {
      released.abort(RELEASED);
      await renewing;
      await redis.eval(RELEASE_IF_HOLDER, 1, key, holder);
    },
  };
}

const RELEASED = new Error('released');

export class LeaseLost extends Error {
  override name = 'LeaseLost';

  constructor(how: string) {
    super(`the lease is lost: ${how}`);
  }
}

/** The answer, or undefined when there is none in time or the connection failed. */
function answerBy(clock: Clock, deadline: number, asked: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const late = clock.setTimeout(() => resolve(undefined), Math.max(1, deadline - clock.monotonic()));
    const settle = (answer: unknown) => {
      clock.clearTimeout(late);
      resolve(answer);
    };
    asked.then(settle, () => settle(undefined));
  });
}
