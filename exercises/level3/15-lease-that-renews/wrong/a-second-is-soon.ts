import { type Clock, type Redis, sleep, type Timer } from '#kit';
import type { Lease } from '../exercise.ts';

const IF_OWNER = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end`;
const RENEW = `${IF_OWNER} return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;
const RELEASE = `${IF_OWNER} return redis.call('DEL', KEYS[1])`;

export async function renew(redis: Redis, key: string, owner: string, leaseMs: number): Promise<boolean> {
  return (await redis.eval(RENEW, 1, key, owner, leaseMs)) === 1;
}

export async function hold(
  redis: Redis,
  clock: Clock,
  key: string,
  owner: string,
  leaseMs: number,
): Promise<Lease | undefined> {
  const lost = new AbortController();
  const over = new AbortController();
  let end: Timer | undefined;

  const stop = () => {
    over.abort();
    clock.clearTimeout(end);
  };
  const lose = () => {
    stop();
    lost.abort(new Error(`${owner} lost its lease on ${key}`));
  };
  /** From when we asked: Redis counts from when it heard us, which is later, so we always stop first. */
  const countFrom = (askedAt: number) => {
    clock.clearTimeout(end);
    end = clock.setTimeout(lose, askedAt + leaseMs - clock.monotonic());
  };

  const askedAt = clock.monotonic();
  if ((await redis.set(key, owner, 'PX', leaseMs, 'NX')) !== 'OK') return undefined;
  countFrom(askedAt);

  const keepRenewing = async () => {
    for (;;) {
      await sleep(clock, 1_000, over.signal);
      const askedAt = clock.monotonic();
      // No answer is not a no: there is time for another try, and the timer knows how much.
      const renewed = await renew(redis, key, owner, leaseMs).catch(() => undefined);
      over.signal.throwIfAborted();
      if (renewed) countFrom(askedAt);
      if (renewed === false) lose();
    }
  };
  keepRenewing().catch(() => {});

  return {
    signal: lost.signal,
    release: async () => {
      stop();
      await redis.eval(RELEASE, 1, key, owner);
    },
  };
}
