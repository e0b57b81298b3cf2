import { describe, expect, it } from 'vitest';
import type { RunContext } from '../../engine/engine.ts';
import { PermanentError } from '../../policy/backoff.ts';
import { at, every } from '../../trigger/index.ts';
import { never, SECOND, type Stage } from './stage.ts';

/** What a run is, and what becomes of it when its handler fails, hangs or gives up. */
export function describeRuns(stage: Stage): void {
  describe('a run', () => {
    it('happens once for each slot and knows its slot, id, attempt and payload', async () => {
      const seen: RunContext[] = [];
      stage.engine.handle('greet', (run) => seen.push(run));
      await stage.engine.add({ name: 'hello', trigger: every(SECOND), handler: 'greet', payload: { to: 'world' } });
      await stage.engine.start();
      await stage.world.pass(3 * SECOND);
      expect(seen.length).toBeGreaterThanOrEqual(2);
      expect(new Set(seen.map((run) => run.slot)).size).toBe(seen.length);
      for (const run of seen) {
        expect(run.slot % SECOND).toBe(0);
        expect(run.id).toBe(`hello@${new Date(run.slot).toISOString()}`);
        expect(run).toMatchObject({ job: 'hello', attempt: 1, cause: 'schedule', payload: { to: 'world' } });
      }
    });

    it('leaves its result, its log and its times in history', async () => {
      await stage.started((run) => {
        run.log('half way');
        return { rows: 3 };
      });
      await stage.world.pass(1.5 * SECOND);
      const [run] = await stage.runsOf('job');
      expect(run).toMatchObject({
        state: 'success',
        result: { rows: 3 },
        output: [{ message: 'half way' }],
        error: null,
      });
      expect(run!.startedAt).toBeGreaterThanOrEqual(run!.slot);
      expect(run!.durationMs).toBeGreaterThanOrEqual(0);
      expect(await stage.engine.run(run!.id)).toEqual(run);
      expect((await stage.engine.counts({ job: 'job' })).success).toBeGreaterThanOrEqual(1);
    });

    it('of a one-shot happens once', async () => {
      let runs = 0;
      await stage.started(() => runs++, {}, at(stage.world.now() + SECOND));
      await stage.world.pass(3 * SECOND);
      expect(runs).toBe(1);
      expect(await stage.engine.job('job')).toMatchObject({ nextAt: null });
    });
  });

  describe('a handler', () => {
    it.each([
      [
        'throws',
        () => {
          throw new Error('broken');
        },
        { name: 'Error', message: 'broken' },
      ],
      ['rejects', () => Promise.reject(new RangeError('late')), { name: 'RangeError', message: 'late' }],
      [
        'throws what is not an Error',
        () => {
          throw 'a string';
        },
        { name: 'NotAnError', message: "threw 'a string'" },
      ],
      ['rejects with nothing', () => Promise.reject(), { name: 'NotAnError', message: 'threw undefined' }],
    ])('that %s is recorded as failed and the engine goes on', async (_, run, error) => {
      await stage.started(run);
      await stage.world.pass(2.5 * SECOND);
      const runs = await stage.runsOf('job');
      expect(runs.length).toBeGreaterThanOrEqual(2);
      for (const record of runs) expect(record).toMatchObject({ state: 'failed', error });
    });

    it('that hangs is ended by its timeout, told by its signal, and later completion is not heard', async () => {
      const signals: AbortSignal[] = [];
      await stage.started(
        ({ signal }) => {
          signals.push(signal);
          return never();
        },
        { timeoutMs: 300 },
      );
      await stage.world.pass(2.5 * SECOND);
      expect(await stage.statesOf('job')).toEqual(signals.map(() => 'timeout'));
      expect(signals.length).toBeGreaterThanOrEqual(2);
      expect(signals.every((signal) => signal.aborted)).toBe(true);
    });

    it('is tried again until it succeeds, each attempt recorded', async () => {
      await stage.started(
        ({ attempt }) => {
          if (attempt < 3) throw new Error(`attempt ${attempt}`);
          return 'done';
        },
        { retry: { attempts: 5, baseMs: 20, capMs: 50 } },
        at(stage.world.now() + SECOND),
      );
      await stage.world.pass(2 * SECOND);
      const [run] = await stage.runsOf('job');
      expect(run).toMatchObject({ state: 'success', attempt: 3, result: 'done', error: null });
      expect(run!.attempts.map((attempt) => attempt.outcome)).toEqual(['failed', 'failed', 'success']);
    });

    it('is tried no more often than allowed, and once if it says that it is hopeless', async () => {
      stage.engine.handle('fails', () => {
        throw new Error('no');
      });
      stage.engine.handle('hopeless', () => {
        throw new PermanentError('never');
      });
      const retry = { attempts: 2, baseMs: 20, capMs: 50 };
      await stage.engine.add({ name: 'fails', trigger: at(stage.world.now() + SECOND), options: { retry } });
      await stage.engine.add({ name: 'hopeless', trigger: at(stage.world.now() + SECOND), options: { retry } });
      await stage.engine.start();
      await stage.world.pass(2 * SECOND);
      expect(await stage.runsOf('fails')).toMatchObject([{ state: 'failed', attempt: 2 }]);
      expect(await stage.runsOf('hopeless')).toMatchObject([
        { state: 'failed', attempt: 1, error: { name: 'PermanentError' } },
      ]);
    });
  });
}
