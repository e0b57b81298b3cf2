import { describe, expect, it } from 'vitest';
import type { RunContext } from '../../engine/engine.ts';
import { at, cron, every } from '../../trigger/index.ts';
import { never, obedient, SECOND, type Stage } from './stage.ts';

/** What can be heard and foreseen of an engine, and how it ends and begins again. */
export function describeLife(stage: Stage): void {
  describe('events', () => {
    it('tell of a run in order, and of its end once it is recorded', async () => {
      const atEnd: Promise<unknown>[] = [];
      stage.engine.subscribe((event) => {
        if (event.type === 'run-finished') atEnd.push(stage.engine.run(event.run.id));
      });
      await stage.started(() => 'ok', {}, at(stage.world.now() + SECOND));
      await stage.world.pass(1.5 * SECOND);
      const types = stage.events.map((event) => event.type).filter((type) => type.startsWith('run-'));
      expect(types).toEqual(['run-started', 'run-finished']);
      expect(await Promise.all(atEnd)).toMatchObject([{ state: 'success' }]);
    });

    it('go on when a listener throws', async () => {
      stage.engine.subscribe(() => {
        throw new Error('a bad guest');
      });
      let runs = 0;
      await stage.started(() => runs++);
      await stage.world.pass(1.5 * SECOND);
      expect(runs).toBeGreaterThanOrEqual(1);
      expect(stage.events.some((event) => event.type === 'listener-failed')).toBe(true);
    });
  });

  describe('preview', () => {
    it('lists what is to come, in order, leaves out what is paused and runs nothing', async () => {
      let runs = 0;
      stage.engine.handle('job', () => runs++);
      await stage.engine.add({ name: 'hourly', trigger: every('1h'), handler: 'job' });
      await stage.engine.add({
        name: 'daily',
        trigger: cron('30 5 * * *', { timeZone: 'Asia/Kolkata' }),
        handler: 'job',
      });
      await stage.engine.add({ name: 'paused', trigger: every('1m'), handler: 'job', paused: true });
      const plan = await stage.engine.preview({ hours: 48 });
      expect(plan.filter(({ job }) => job === 'hourly')).toHaveLength(48);
      expect(plan.filter(({ job }) => job === 'daily')).toHaveLength(2);
      expect(plan).toHaveLength(50);
      expect(plan.map(({ slot }) => slot)).toEqual(plan.map(({ slot }) => slot).sort((a, b) => a - b));
      expect(runs).toBe(0);
    });
  });

  describe('stopping', () => {
    it('waits for what runs, takes nothing new and says how many it saw end (#18)', async () => {
      const finish: (() => void)[] = [];
      await stage.started(() => new Promise<void>((resolve) => finish.push(resolve)), {
        overlap: 'allow',
        maxConcurrent: 9,
      });
      await stage.world.pass(1.5 * SECOND);
      const running = finish.length;
      const stopping = stage.engine.stop({ deadlineMs: 5 * SECOND });
      await stage.world.pass(2 * SECOND);
      expect(finish.length).toBe(running);
      for (const end of finish) end();
      await stage.world.pass(0.3 * SECOND);
      expect(await stopping).toEqual({ finished: running, cancelled: [], abandoned: [], unrecorded: [] });
      expect(new Set(await stage.statesOf('job'))).toEqual(new Set(['success']));
    });

    it('aborts at the deadline what still runs, and reports what would not end', async () => {
      stage.engine.handle('obedient', obedient);
      stage.engine.handle('deaf', never);
      await stage.engine.add({ name: 'obedient', trigger: every('1h') });
      await stage.engine.add({ name: 'deaf', trigger: every('1h') });
      await stage.engine.start();
      const [one, other] = [await stage.engine.runNow('obedient'), await stage.engine.runNow('deaf')];
      await stage.world.pass(0.2 * SECOND);
      const stopping = stage.engine.stop({ deadlineMs: SECOND });
      await stage.world.pass(3 * SECOND);
      expect(await stopping).toEqual({ finished: 0, cancelled: [one.id], abandoned: [other.id], unrecorded: [] });
      expect(await stage.statesOf('obedient')).toEqual(['cancelled']);
      expect(await stage.statesOf('deaf')).toEqual(['abandoned']);
    });
  });

  describe('after a restart', () => {
    it('jobs, pauses and history are there, and no slot runs twice', async () => {
      const slots: number[] = [];
      const count = (run: RunContext) => slots.push(run.slot);
      await stage.started(count);
      stage.engine.handle('idle', () => {});
      await stage.engine.add({ name: 'idle', trigger: every('1m') });
      await stage.engine.pause('idle');
      await stage.world.pass(2.5 * SECOND);
      const stopped = stage.engine.stop();
      await stage.world.pass(0.1 * SECOND);
      await stopped;
      await stage.world.pass(3 * SECOND);
      stage.engine = await stage.world.again();
      await stage.engine.schedule('job', every(SECOND), count);
      stage.engine.handle('idle', () => {});
      await stage.engine.start();
      await stage.world.pass(2.5 * SECOND);
      expect(await stage.engine.job('idle')).toMatchObject({ paused: true });
      expect(new Set(slots).size).toBe(slots.length);
      const history = await stage.runsOf('job');
      const recorded = history.map((run) => run.slot);
      const first = recorded[0]!;
      expect(recorded).toEqual(recorded.map((_, index) => first + index * SECOND));
      expect(history.filter((run) => run.state === 'missed').length).toBeGreaterThanOrEqual(1);
    });
  });
}
