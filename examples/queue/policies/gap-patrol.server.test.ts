import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { type OpenDesk, openDesk } from '../desk/open.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { openTasks } from '../tasks/publisher.ts';
import { type Bench, ignore, redisKinds, startBench, until } from '../testing.ts';
import { startWorkers } from '../worker/app.ts';
import { deskHandlers } from '../worker/handlers/index.ts';
import { patrolDesk } from './on-desk.ts';

describe.each(redisKinds)('a gap patrol on %s Redis', (kind) => {
  let bench: Bench;
  let desk: OpenDesk;
  let directory: string;
  beforeAll(async () => {
    bench = await startBench(kind);
    directory = await mkdtemp(join(tmpdir(), 'clockwork-patrol-'));
    desk = await openDesk({ directory, url: undefined }, systemClock);
  });
  afterAll(async () => {
    await desk.close();
    await bench.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('enqueues each repair once however often it passes, and finds nothing once they are done', async () => {
    const access = { connection: bench.connection, onError: ignore };
    const { tasks, close } = openTasks({ repairGap: catalogue.repairGap }, access);
    await patrolDesk(desk.world, access);
    await patrolDesk(desk.world, access);
    const waiting = await tasks.repairGap.queue.getWaitingCount();
    // A day of three symbols in pieces of an hour; one more each if the minute turned between the two patrols.
    expect(waiting).toBeGreaterThanOrEqual(3 * 24);
    expect(waiting).toBeLessThanOrEqual(3 * 24 * 2);

    const workers = await startWorkers({
      ...access,
      catalogue,
      handlers: deskHandlers(desk.world),
      contracts: [catalogue.repairGap],
      concurrency: () => 4,
      clock: systemClock,
    });
    await until('the repairs', async () => (await tasks.repairGap.queue.getCompletedCount()) === waiting);
    await workers.stop(2_000);
    const { rows } = await desk.world.db
      .selectFrom('candles')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    expect(Number(rows)).toBeGreaterThanOrEqual(3 * 24 * 60);
    await close();
  });
});
