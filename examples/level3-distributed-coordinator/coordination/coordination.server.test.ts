import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { startRedis, type TestRedis } from '../../shared/redis/testing.ts';
import { claimSlot } from './claim-slot.ts';
import { nextToken } from './fencing-token.ts';
import { keepName } from './keep-name.ts';
import { standForLeader } from './leader.ts';
import { takeLease } from './lease.ts';
import { returnPermit, takePermit } from './semaphore.ts';

const clock = systemClock;

describe.each(['real', 'embedded'] as const)('coordination on a Redis, %s', (kind) => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis({ kind });
    redis = new Redis(server.url);
    redis.on('error', () => {});
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  it('gives a slot to one of many who ask at once, and to nobody later', async () => {
    const claim = (owner: string) => claimSlot(redis, { job: 'report', slotMs: 1_000, ttlMs: 60_000, owner });
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(claim));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await claim('e')).toBe(false);
  });

  const lease = (holder: string) => takeLease(redis, clock, { key: 'k', holder, leaseMs: 400, renewEveryMs: 100 });

  it('keeps a lease for longer than it lasts by renewing it', async () => {
    const held = await lease('a');
    await delay(1_000);
    expect(held?.signal.aborted).toBe(false);
    expect(await lease('b')).toBeUndefined();
    await held?.release();
    expect(await (await lease('b'))?.release()).toBeUndefined();
  });

  it('tells the holder when its lease is gone, and leaves the next holder alone', async () => {
    const held = await lease('a');
    await redis.set('k', 'b');
    await delay(300);
    expect(held?.signal.aborted).toBe(true);
    await held?.release();
    expect(await redis.get('k')).toBe('b');
  });

  it('counts tokens up, and on from what the resource has seen', async () => {
    expect(await nextToken(redis, 'report', 0)).toBe(1);
    expect(await nextToken(redis, 'report', 0)).toBe(2);
    expect(await nextToken(redis, 'report', 40)).toBe(41);
    expect(await nextToken(redis, 'report', 3)).toBe(42);
  });

  it('lets at most n hold a permit, and sweeps out those of the dead', async () => {
    const options = { key: 'permits', limit: 2, permitMs: 300 };
    const take = (holder: string) => takePermit(redis, holder, options);
    expect([await take('a'), await take('b'), await take('c')]).toEqual([true, true, false]);
    expect(await take('a')).toBe(true);
    await returnPermit(redis, 'a', options);
    expect(await take('c')).toBe(true);
    await delay(350);
    expect([await take('d'), await take('e'), await take('f')]).toEqual([true, true, false]);
  });

  it('has one leader, who steps down when its place is lost, and a successor', async () => {
    const stop = new AbortController();
    const leading = new Set<string>();
    let most = 0;
    const stand = (holder: string) =>
      standForLeader(
        redis,
        clock,
        { key: 'leader', holder, leaseMs: 400, renewEveryMs: 100, tickMs: 50 },
        async (signal) => {
          leading.add(holder);
          most = Math.max(most, leading.size);
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          leading.delete(holder);
        },
        stop.signal,
      );
    const nodes = [stand('a'), stand('b'), stand('c')];
    await delay(300);
    const [first] = leading;
    expect(first).toBeDefined();
    await redis.set('leader', 'an operator', 'PX', 200);
    await delay(170);
    expect([...leading]).toEqual([]);
    await delay(400);
    expect(leading.size).toBe(1);
    stop.abort();
    await Promise.all(nodes);
    expect(most).toBe(1);
  });

  it('refuses a second node of the same name, and lets one follow a dead one', async () => {
    const keep = (holder: string) =>
      keepName(redis, clock, { id: 'node1', holder, leaseMs: 400, renewEveryMs: 100, tickMs: 50 }, () => {});
    const first = await keep('one');
    await expect(keep('two')).rejects.toThrow(/^node1 is already running/);
    await first.release();
    await redis.set('name:node1', 'dead', 'PX', 300);
    await (await keep('three')).release();
  });
});

describe('with a Redis that goes away', () => {
  it('ends the lease by the holder’s own clock', async () => {
    const server = await startRedis({ kind: 'real' });
    const redis = new Redis(server.url, { commandTimeout: 100, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    redis.on('error', () => {});
    await new Promise((resolve) => redis.once('ready', resolve));
    const held = await takeLease(redis, clock, { key: 'k', holder: 'a', leaseMs: 500, renewEveryMs: 100 });
    await server.stop();
    expect(held?.signal.aborted).toBe(false);
    await delay(700);
    expect(held?.signal.aborted).toBe(true);
    redis.disconnect();
  });
});
