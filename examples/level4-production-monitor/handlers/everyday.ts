import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { type Clock, type Engine, type Random, sleep } from '../../scheduler/index.ts';
import { defineHandler } from './handler.ts';

const closed = { additionalProperties: false };

/** Sums up what the monitor itself has done: a report with real figures needs no invented data. */
export function reportHandler({ engine, clock }: { engine: () => Engine; clock: Clock }) {
  return defineHandler({
    name: 'report',
    description: 'Counts the executions of the last hours by outcome.',
    payload: Type.Object({ hours: Type.Integer({ minimum: 1, maximum: 24 * 31 }) }, closed),
    example: { hours: 24 },
    async run({ hours }, { slot, log }) {
      // From the slot, not from the clock: a report that runs late is still the report of its hours.
      const counts = await engine().counts({ from: slot - hours * 3_600_000, to: slot });
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      log(`${total} executions in the ${hours} h before ${new Date(slot).toISOString()}`);
      return {
        from: new Date(slot - hours * 3_600_000).toISOString(),
        counts,
        writtenAt: new Date(clock.now()).toISOString(),
      };
    },
  });
}

/** Fills a cache entry by entry, and stops between two when it is told to. */
export function cacheWarmUpHandler({ clock, cache }: { clock: Clock; cache: Map<string, string> }) {
  return defineHandler({
    name: 'cache-warm-up',
    description: 'Fills the in-process cache with so many entries.',
    payload: Type.Object({ entries: Type.Integer({ minimum: 1, maximum: 10_000 }) }, closed),
    example: { entries: 20 },
    async run({ entries }, { signal, log }) {
      for (let entry = 0; entry < entries; entry++) {
        await sleep(clock, 20, signal);
        cache.set(`page-${entry}`, new Date(clock.now()).toISOString());
      }
      log(`${entries} entries warm, ${cache.size} in the cache`);
      return { warm: entries };
    },
  });
}

/** Removes old files from one folder, which is set where the monitor is started and cannot be named over HTTP. */
export function cleanupHandler({ folder, clock }: { folder: string; clock: Clock }) {
  return defineHandler({
    name: 'cleanup',
    description: `Removes files older than so many hours from the monitor's scratch folder.`,
    payload: Type.Object({ olderThanHours: Type.Integer({ minimum: 1, maximum: 24 * 365 }) }, closed),
    example: { olderThanHours: 24 },
    async run({ olderThanHours }, { signal, log }) {
      const before = clock.now() - olderThanHours * 3_600_000;
      let removed = 0;
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        signal.throwIfAborted();
        const file = join(folder, entry.name);
        if (!entry.isFile() || (await stat(file)).mtimeMs >= before) continue;
        await rm(file, { force: true });
        removed++;
      }
      log(`${removed} files removed`);
      return { removed };
    },
  });
}

/** Fails as often as it is told to: what retries and alerts look like, without waiting for something to break. */
export function flakyHandler({ random }: { random: Random }) {
  return defineHandler({
    name: 'flaky',
    description: 'Fails in the given share of its attempts, on purpose.',
    payload: Type.Object({ failRate: Type.Number({ minimum: 0, maximum: 1 }) }, closed),
    example: { failRate: 0.5 },
    run({ failRate }, { attempt, log }) {
      log(`attempt ${attempt}`);
      if (random() < failRate) throw new Error('the upstream answered 503');
      return { attempt };
    },
  });
}

/** Takes its time, and honours a stop: what overlap and cancellation look like. */
export function slowHandler({ clock }: { clock: Clock }) {
  return defineHandler({
    name: 'slow',
    description: 'Works for so many seconds and tells how far it is.',
    payload: Type.Object({ seconds: Type.Integer({ minimum: 1, maximum: 3_600 }) }, closed),
    example: { seconds: 40 },
    async run({ seconds }, { signal, log }) {
      for (let second = 1; second <= seconds; second++) {
        await sleep(clock, 1_000, signal);
        if (second % 5 === 0) log(`${second} of ${seconds} s`);
      }
      return { seconds };
    },
  });
}
