import { describe, expect, it } from 'vitest';
import type { JobDefinition } from '../../engine/definition.ts';
import { every } from '../../trigger/index.ts';
import { never, obedient, SECOND, type Stage } from './stage.ts';

/** What somebody may ask for at any time. */
export function describeControl(stage: Stage): void {
  describe('control', () => {
    it('paused runs nothing; resumed, it runs at most once for what it missed', async () => {
      let runs = 0;
      await stage.started(() => runs++, { coalesce: 'all' });
      await stage.engine.pause('job');
      await stage.world.pass(3.2 * SECOND);
      expect(runs).toBe(0);
      expect(await stage.engine.job('job')).toMatchObject({ paused: true, nextAt: null });
      await stage.engine.resume('job');
      await stage.world.pass(0.1 * SECOND);
      expect(runs).toBeLessThanOrEqual(1);
      await stage.world.pass(2 * SECOND);
      expect(runs).toBeGreaterThanOrEqual(2);
    });

    it('rescheduling does not wake a paused job', async () => {
      let runs = 0;
      await stage.started(() => runs++, {}, every('1h'));
      await stage.engine.pause('job');
      await stage.engine.reschedule('job', every(SECOND));
      await stage.world.pass(2.5 * SECOND);
      expect(runs).toBe(0);
      expect(await stage.engine.job('job')).toMatchObject({ paused: true, trigger: { kind: 'every', ms: SECOND } });
    });

    it('rescheduling takes effect at once', async () => {
      let runs = 0;
      await stage.started(() => runs++, {}, every('1h'));
      await stage.engine.reschedule('job', every(SECOND));
      await stage.world.pass(2.5 * SECOND);
      expect(runs).toBeGreaterThanOrEqual(1);
    });

    it('runs now on request, even paused, with its own payload or another', async () => {
      const payloads: unknown[] = [];
      stage.engine.handle('job', (run) => payloads.push(run.payload));
      await stage.engine.add({ name: 'job', trigger: every('1h'), payload: 'own', paused: true });
      await stage.engine.start();
      const receipt = await stage.engine.runNow('job');
      expect(receipt).toMatchObject({ decision: 'started', respectedOverlap: true });
      await stage.world.pass(0.2 * SECOND);
      await stage.engine.runNow('job', { payload: 'other' });
      await stage.world.pass(0.2 * SECOND);
      expect(payloads).toEqual(['own', 'other']);
      expect(await stage.engine.run(receipt.id)).toMatchObject({ cause: 'manual', state: 'success' });
    });

    it('runs now by the overlap policy, or in spite of it', async () => {
      await stage.started(never, {}, every('1h'));
      await stage.engine.runNow('job');
      await stage.world.pass(0.2 * SECOND);
      expect(await stage.engine.runNow('job')).toMatchObject({ decision: 'skipped', respectedOverlap: true });
      expect(await stage.engine.runNow('job', { respectOverlap: false })).toMatchObject({
        decision: 'started',
        respectedOverlap: false,
      });
      await stage.world.pass(0.2 * SECOND);
      expect((await stage.engine.job('job'))!.running).toBe(2);
    });

    it('cancels a run; one that has ended cannot be, one that never was is an error', async () => {
      await stage.started(obedient, {}, every('1h'));
      const { id } = await stage.engine.runNow('job');
      await stage.world.pass(0.2 * SECOND);
      expect(await stage.engine.cancel(id)).toBe(true);
      await stage.world.pass(0.2 * SECOND);
      expect(await stage.engine.run(id)).toMatchObject({ state: 'cancelled' });
      expect(await stage.engine.cancel(id)).toBe(false);
      await expect(stage.engine.cancel('nothing@here')).rejects.toMatchObject({ code: 'unknown-run' });
    });

    it('removes a job and keeps its history', async () => {
      await stage.started(() => 'kept');
      await stage.world.pass(1.5 * SECOND);
      await stage.engine.remove('job');
      const runs = (await stage.runsOf('job')).length;
      await stage.world.pass(2 * SECOND);
      expect(await stage.engine.jobs()).toEqual([]);
      expect((await stage.runsOf('job')).length).toBe(runs);
    });

    it('updates payload and options, and leaves the rest alone', async () => {
      const payloads: unknown[] = [];
      await stage.started((run) => payloads.push(run.payload), { timeoutMs: 500 });
      await stage.engine.update('job', { payload: 'new', options: { graceMs: 5000 } });
      await stage.world.pass(1.5 * SECOND);
      expect(payloads[0]).toBe('new');
      expect(await stage.engine.job('job')).toMatchObject({ options: { timeoutMs: 500, graceMs: 5000 } });
    });

    it('ensures a job however often: a paused one stays paused', async () => {
      stage.engine.handle('job', () => {});
      const definition: JobDefinition = { name: 'job', trigger: every('1m') };
      await stage.engine.ensure(definition);
      await stage.engine.pause('job');
      await stage.engine.ensure(definition);
      await stage.engine.ensure({ ...definition, trigger: every('2m') });
      expect(await stage.engine.jobs()).toMatchObject([{ paused: true, trigger: { ms: 120_000 } }]);
    });

    it.each(['pause', 'resume', 'remove', 'runNow'] as const)(
      '%s of an unknown job is an error that names it',
      async (verb) => {
        await stage.engine.start();
        await expect(stage.engine[verb]('ghost')).rejects.toMatchObject({ code: 'unknown-job', value: 'ghost' });
      },
    );
  });
}
