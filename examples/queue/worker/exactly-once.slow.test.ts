import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../scheduler/clock/sleep.ts';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { startRedis, type TestRedis } from '../../shared/redis/testing.ts';
import { startPostgres, type TestPostgres } from '../../shared/sql/testing.ts';
import { type OpenDesk, openDesk } from '../desk/open.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { type OpenTasks, openTasks } from '../tasks/publisher.ts';
import { connect, ignore, until } from '../testing.ts';
import { releaseFile, spawnVictim, type Victim, type VictimOptions } from './victim/spawn.ts';

const LOCK_MS = 1_000;

describe.each(['sqlite', 'postgres'] as const)('an effect with a key, on %s', (dialect) => {
  let redis: TestRedis;
  let postgres: TestPostgres | undefined;
  let connection: Redis;
  let published: OpenTasks<typeof catalogue>;
  let desk: OpenDesk;
  let directory: string;
  let victims: Victim[] = [];

  beforeAll(async () => {
    redis = await startRedis({ kind: 'real' });
    connection = connect(redis.url);
    if (dialect === 'postgres') postgres = await startPostgres();
  });
  beforeEach(async () => {
    await connection.flushall();
    directory = await mkdtemp(join(tmpdir(), 'clockwork-queue-'));
    desk = await openDesk({ directory, url: postgres?.url }, systemClock);
    await desk.world.db.deleteFrom('outbox').execute();
    await desk.world.db.deleteFrom('effects').execute();
    published = openTasks(catalogue, { connection, onError: ignore });
  });
  afterEach(async () => {
    await Promise.all(victims.map((victim) => victim.kill()));
    victims = [];
    await published.close();
    await desk.close();
    await rm(directory, { recursive: true, force: true });
  });
  afterAll(async () => {
    connection.disconnect();
    await postgres?.stop();
    await redis.stop();
  });

  const startWorker = async (mishap?: VictimOptions['mishap']) => {
    const victim = await spawnVictim({
      redisUrl: redis.url,
      directory,
      databaseUrl: postgres?.url,
      lockMs: LOCK_MS,
      ...(mishap && { mishap }),
    });
    victims.push(victim);
    return victim;
  };
  const sendMails = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        published.tasks.sendEmail.enqueue({ to: `trader${index}@example.com`, subject: 'Fill' }),
      ),
    );
  const outbox = () => desk.world.db.selectFrom('outbox').select('recipient').orderBy('recipient').execute();
  const calls = () => victims.flatMap(({ lines }) => lines.filter((line) => line.startsWith('called'))).length;
  const allDone = (count: number) =>
    until('every job to complete', async () => (await published.tasks.sendEmail.queue.getCompletedCount()) === count);

  it.each(['hang before the effect', 'hang after the effect'] as const)(
    'happens once though its worker is killed (%s)',
    async (mishap) => {
      const doomed = await startWorker(mishap);
      await sendMails(4);
      await doomed.says(mishap === 'hang before the effect' ? 'called' : 'applied', 2);
      await doomed.kill();
      await startWorker();
      await allDone(4);
      expect(await outbox()).toEqual([0, 1, 2, 3].map((index) => ({ recipient: `trader${index}@example.com` })));
      expect(calls()).toBe(6);
    },
  );

  it('happens once though its worker blocks past the lock and another runs the job meanwhile', async () => {
    const blocked = await startWorker('block the loop');
    await sendMails(1);
    await blocked.says('applied');
    const other = await startWorker();
    await other.says('applied');
    await allDone(1);
    await writeFile(releaseFile({ directory }), '');
    await blocked.says('unblocked');
    await sleep(systemClock, LOCK_MS);
    expect(calls()).toBe(2);
    expect(await published.tasks.sendEmail.queue.getCompletedCount()).toBe(1);
    expect(await outbox()).toHaveLength(1);
  });

  it('would happen twice without the key', async () => {
    const doomed = await startWorker('no key');
    await sendMails(1);
    await doomed.says('applied');
    await doomed.kill();
    await startWorker();
    await allDone(1);
    expect(await outbox()).toHaveLength(2);
  });
});
