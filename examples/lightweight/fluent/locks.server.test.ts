import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../scheduler/index.ts';
import { startRedis, type TestRedis } from '../../shared/redis/testing.ts';
import { openDatabase } from '../../shared/sql/index.ts';
import { startPostgres } from '../../shared/sql/testing.ts';
import type { Locks } from './run/locks.ts';
import { redisLocks } from './run/redis-locks.ts';
import { type LockTables, sqlLocks } from './run/sql-locks.ts';

interface World {
  readonly locks: Locks;
  close(): Promise<unknown>;
}

describeLocks('SQLite', async () => {
  const { db, close } = await openDatabase<LockTables>();
  return { locks: await sqlLocks(db, systemClock), close };
});

describeLocks('PostgreSQL', async () => {
  const server = await startPostgres();
  const { db, close } = await openDatabase<LockTables>({ url: server.url });
  return { locks: await sqlLocks(db, systemClock), close: () => close().then(() => server.stop()) };
});

describeLocks('Redis', () => overRedis('real'));
describeLocks('the embedded Redis', () => overRedis('embedded'));

async function overRedis(kind: 'real' | 'embedded'): Promise<World> {
  const server: TestRedis = await startRedis({ kind });
  const redis = new Redis(server.url);
  return { locks: redisLocks(redis), close: () => redis.quit().then(() => server.stop()) };
}

function describeLocks(name: string, open: () => Promise<World>): void {
  describe(`locks in ${name}`, () => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    test('go to one of many who ask at once', async () => {
      const claims = await Promise.all(Array.from({ length: 20 }, () => world.locks.claim('one', 10_000)));
      expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    });

    test('are free again when they are released, and not before', async () => {
      const claim = await world.locks.claim('two', 10_000);
      expect(await world.locks.claim('two', 10_000)).toBeNull();
      await claim?.release();
      expect(await world.locks.claim('two', 10_000)).not.toBeNull();
    });

    test('that have run out go to the next, and the last holder can neither renew nor release them', async () => {
      const first = await world.locks.claim('three', 1);
      const second = await untilClaimed(world.locks, 'three');
      expect(await first?.renew(10_000)).toBe(false);
      await first?.release();
      expect(await world.locks.claim('three', 10_000)).toBeNull();
      expect(await second.renew(10_000)).toBe(true);
    });
  });
}

/** Time is the server's here, so it is asked until it has passed. */
async function untilClaimed(locks: Locks, key: string) {
  for (;;) {
    const claim = await locks.claim(key, 10_000);
    if (claim) return claim;
  }
}
