import { describe, expect, it } from 'vitest';
import { never, obedient, SECOND, type Stage } from './stage.ts';

/** What the overlap policy decides when a slot comes and the one before is not done. */
export function describeOverlap(stage: Stage): void {
  describe('when a run is still going', () => {
    it('skip: the slot is recorded as skipped', async () => {
      await stage.started(never, { overlap: 'skip' });
      await stage.world.pass(3.5 * SECOND);
      const [first, ...others] = await stage.statesOf('job');
      expect(first).toBe('running');
      expect(others.length).toBeGreaterThanOrEqual(1);
      expect(new Set(others)).toEqual(new Set(['skipped']));
    });

    it('queue-one: one slot waits and runs next, the others are skipped', async () => {
      const finish: (() => void)[] = [];
      await stage.started(() => new Promise<void>((resolve) => finish.push(resolve)), { overlap: 'queue-one' });
      await stage.world.pass(4.5 * SECOND);
      expect((await stage.statesOf('job')).slice(0, 3)).toEqual(['running', 'queued', 'skipped']);
      finish[0]!();
      await stage.world.pass(0.3 * SECOND);
      expect((await stage.statesOf('job')).slice(0, 2)).toEqual(['success', 'running']);
      expect(finish.length).toBe(2);
    });

    it('queue-one: what waits when its job is paused does not run after all', async () => {
      const finish: (() => void)[] = [];
      await stage.started(() => new Promise<void>((resolve) => finish.push(resolve)), { overlap: 'queue-one' });
      await stage.world.pass(2.5 * SECOND);
      await stage.engine.pause('job');
      finish[0]!();
      await stage.world.pass(1.5 * SECOND);
      expect(await stage.statesOf('job')).toEqual(['success', 'cancelled']);
      expect(await stage.engine.job('job')).toMatchObject({ paused: true });
    });

    it('cancel-running: the older run is aborted and the newer one starts', async () => {
      await stage.started(obedient, { overlap: 'cancel-running' });
      await stage.world.pass(3.5 * SECOND);
      const states = await stage.statesOf('job');
      expect(states.at(-1)).toBe('running');
      expect(states.length).toBeGreaterThanOrEqual(2);
      expect(new Set(states.slice(0, -1))).toEqual(new Set(['cancelled']));
    });

    it('allow: so many run at once and no more', async () => {
      await stage.started(never, { overlap: 'allow', maxConcurrent: 2 });
      await stage.world.pass(4.5 * SECOND);
      const states = await stage.statesOf('job');
      expect(states.slice(0, 3)).toEqual(['running', 'running', 'skipped']);
      expect((await stage.engine.job('job'))!.running).toBe(2);
    });
  });
}
