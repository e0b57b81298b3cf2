import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store, StoredJob } from '../store/store.ts';
import { every } from '../trigger/index.ts';
import { aRun } from './a-run.ts';

export interface StoreUnderTest {
  readonly store: Store;
  close?(): Promise<void>;
}

const job: StoredJob = {
  definition: { name: 'report', trigger: every('1s'), handler: 'print', payload: { to: ['a@b.c'] }, options: {} },
  paused: false,
  since: 500,
};

/** What every store must do. An adapter plugs in with a function that makes an empty one. */
export function describeStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a store`, () => {
    let made: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      made = await make();
      store = made.store;
    });
    afterEach(async () => {
      await made.close?.();
    });

    const begin = (...begun: ReturnType<typeof aRun>[]) => store.write({ begun, changed: [] });
    const slots = async (query = {}) => (await store.history(query)).map((run) => run.slot);

    describe('jobs', () => {
      it('come back as they were saved', async () => {
        await store.saveJob(job);
        const [loaded] = await store.load();
        expect(JSON.parse(JSON.stringify(loaded))).toEqual({ ...JSON.parse(JSON.stringify(job)), lastSlot: null });
      });

      it('are replaced by a later save and gone after a removal', async () => {
        await store.saveJob(job);
        await store.saveJob({ ...job, paused: true, since: 900 });
        expect(await store.load()).toMatchObject([{ paused: true, since: 900 }]);
        await store.removeJob('report');
        expect(await store.load()).toEqual([]);
      });

      it('know the last slot of their schedule; a manual run is none', async () => {
        await store.saveJob(job);
        await begin(aRun({ slot: 3000 }), aRun({ slot: 2000 }), aRun({ slot: 9000, cause: 'manual' }));
        expect(await store.load()).toMatchObject([{ lastSlot: 3000 }]);
      });
    });

    describe('history', () => {
      it('keeps every field of a run', async () => {
        const run = aRun({
          state: 'failed',
          attempt: 2,
          attempts: [
            {
              attempt: 1,
              startedAt: 1001,
              durationMs: 1.5,
              outcome: 'failed',
              error: { name: 'Error', message: 'no' },
            },
          ],
          startedAt: 1001,
          finishedAt: 1_790_000_000_000,
          durationMs: 12.25,
          error: { name: 'Error', message: 'it said "no"', stack: 'here' },
          result: { rows: [1, null, 'ü'] },
          note: 'why',
          output: [{ at: 1002, message: 'line' }],
        });
        await begin(run);
        expect(await store.run(run.id)).toEqual(run);
        expect(await store.run('report@1970-01-01T00:00:09.000Z')).toBeUndefined();
      });

      it('holds a slot once: the second to begin it is refused', async () => {
        expect(await begin(aRun())).toEqual([]);
        expect(await begin(aRun({ instance: 'someone-else' }), aRun({ slot: 2000 }))).toEqual([aRun().id]);
        expect(await begin(aRun())).toEqual([aRun().id]);
        expect(await slots()).toEqual([2000, 1000]);
      });

      it('holds a slot once, in whatever order slots come', async () => {
        for (const slot of [5000, 1000, 2000]) await begin(aRun({ slot }));
        expect(await begin(aRun({ slot: 5000 }), aRun({ slot: 3000 }))).toEqual([aRun({ slot: 5000 }).id]);
        expect(await slots()).toEqual([5000, 3000, 2000, 1000]);
      });

      it('takes the same write twice, as after an answer that was lost', async () => {
        await begin(aRun());
        expect(await store.write({ begun: [aRun(), aRun({ slot: 2000 })], changed: [], again: true })).toEqual([]);
        expect(await slots()).toEqual([2000, 1000]);
      });

      it('lets a manual run and a slot share an instant', async () => {
        expect(await begin(aRun(), aRun({ cause: 'manual' }))).toEqual([]);
        expect(await slots()).toEqual([1000, 1000]);
      });

      it('records what a run has become, even twice in one batch', async () => {
        await begin(aRun());
        await store.write({
          begun: [],
          changed: [aRun({ state: 'retrying', attempt: 1 }), aRun({ state: 'success', attempt: 2 })],
        });
        expect(await store.run(aRun().id)).toMatchObject({ state: 'success', attempt: 2 });
      });

      it('takes begin and end of a run in one batch', async () => {
        await store.write({ begun: [aRun()], changed: [aRun({ state: 'cancelled' })] });
        expect(await store.run(aRun().id)).toMatchObject({ state: 'cancelled' });
      });

      it('is listed latest slot first, filtered and in pages that do not move', async () => {
        for (const slot of [1000, 2000, 3000, 4000])
          await begin(aRun({ slot }), aRun({ job: 'other', slot, state: 'success' }));
        expect(await slots({ job: 'report' })).toEqual([4000, 3000, 2000, 1000]);
        expect(await slots({ states: ['success'], from: 2000, to: 4000 })).toEqual([3000, 2000]);
        const page = await store.history({ limit: 3 });
        await begin(aRun({ slot: 9000 }));
        const next = await store.history({ limit: 3, after: page[2]! });
        expect([...page, ...next].map((run) => run.id)).toEqual([
          'report@1970-01-01T00:00:04.000Z',
          'other@1970-01-01T00:00:04.000Z',
          'report@1970-01-01T00:00:03.000Z',
          'other@1970-01-01T00:00:03.000Z',
          'report@1970-01-01T00:00:02.000Z',
          'other@1970-01-01T00:00:02.000Z',
        ]);
      });

      it('is counted by state', async () => {
        await begin(aRun(), aRun({ slot: 2000, state: 'success' }), aRun({ slot: 3000, state: 'success' }));
        expect(await store.counts({})).toEqual({ running: 1, success: 2 });
        expect(await store.counts({ job: 'report', from: 3000 })).toEqual({ success: 1 });
      });
    });

    describe('recovery', () => {
      it('abandons what ran and misses what was queued, of this node and of earlier lives only', async () => {
        await begin(
          aRun({ slot: 1000 }),
          aRun({ slot: 2000, state: 'retrying', attempt: 1 }),
          aRun({ slot: 3000, state: 'queued' }),
        );
        await begin(
          aRun({ slot: 4000, state: 'success' }),
          aRun({ slot: 5000, node: 'elsewhere' }),
          aRun({ slot: 6000, instance: 'this-life' }),
        );
        const recovered = await store.recover('local', 'this-life', 7000);
        expect(recovered.map((run) => run.slot).sort()).toEqual([1000, 2000, 3000]);
        const states = (await store.history({})).map((run) => [run.slot, run.state]);
        expect(states).toEqual([
          [6000, 'running'],
          [5000, 'running'],
          [4000, 'success'],
          [3000, 'missed'],
          [2000, 'abandoned'],
          [1000, 'abandoned'],
        ]);
        expect(await store.recover('local', 'this-life', 8000)).toEqual([]);
      });
    });

    describe('retention', () => {
      it('removes ended runs by age and by count, never what runs and never the newest slot of a job', async () => {
        const ended = [1000, 2000, 3000, 4000, 5000].map((slot) => aRun({ slot, state: 'success' }));
        await begin(...ended, aRun({ slot: 500 }), aRun({ job: 'old', slot: 700, state: 'missed' }));
        expect(await store.prune({ before: 2000 })).toBe(1);
        expect(await slots()).toEqual([5000, 4000, 3000, 2000, 700, 500]);
        expect(await store.prune({ keepPerJob: 2 })).toBe(2);
        expect(await slots()).toEqual([5000, 4000, 700, 500]);
      });
    });
  });
}
