import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobDefinition } from '../engine/definition.ts';
import type { Engine, RunContext } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/events.ts';
import { PermanentError } from '../policy/backoff.ts';
import type { JobOptionsInput } from '../policy/options.ts';
import { at, cron, every, type TriggerData } from '../trigger/index.ts';

export interface EngineUnderTest {
  /** Not started, with nothing in its store. */
  readonly engine: Engine;
  now(): number;
  /** Lets that much time pass, virtual or real, and what was due in it begin. */
  pass(ms: number): Promise<void>;
  /** A new engine on the same store, not started. The one before has stopped. */
  again(): Promise<Engine>;
  close(): Promise<void>;
}

const SECOND = 1000;

/** What every engine must do, however many machines it runs on. An adapter plugs in with a function that makes one. */
export function describeEngine(name: string, make: () => Promise<EngineUnderTest>): void {
  describe(`${name} as an engine`, () => {
    let world: EngineUnderTest;
    let engine: Engine;
    let events: EngineEvent[];
    beforeEach(async () => {
      world = await make();
      engine = world.engine;
      events = [];
      engine.subscribe((event) => events.push(event));
    });
    afterEach(() => world.close());

    const runsOf = async (job: string) => (await engine.history({ job })).reverse();
    const statesOf = async (job: string) => (await runsOf(job)).map((run) => run.state);
    const started = async (
      run: (context: RunContext) => unknown,
      options: JobOptionsInput = {},
      trigger: TriggerData = every(SECOND),
    ) => {
      await engine.schedule('job', trigger, run, options);
      await engine.start();
    };
    /** Runs until it is aborted. */
    const obedient = ({ signal }: RunContext) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const never = () => new Promise(() => {});

    describe('a run', () => {
      it('happens once for each slot and knows its slot, id, attempt and payload', async () => {
        const seen: RunContext[] = [];
        engine.handle('greet', (run) => seen.push(run));
        await engine.add({ name: 'hello', trigger: every(SECOND), handler: 'greet', payload: { to: 'world' } });
        await engine.start();
        await world.pass(3 * SECOND);
        expect(seen.length).toBeGreaterThanOrEqual(2);
        expect(new Set(seen.map((run) => run.slot)).size).toBe(seen.length);
        for (const run of seen) {
          expect(run.slot % SECOND).toBe(0);
          expect(run.id).toBe(`hello@${new Date(run.slot).toISOString()}`);
          expect(run).toMatchObject({ job: 'hello', attempt: 1, cause: 'schedule', payload: { to: 'world' } });
        }
      });

      it('leaves its result, its log and its times in history', async () => {
        await started((run) => {
          run.log('half way');
          return { rows: 3 };
        });
        await world.pass(1.5 * SECOND);
        const [run] = await runsOf('job');
        expect(run).toMatchObject({
          state: 'success',
          result: { rows: 3 },
          output: [{ message: 'half way' }],
          error: null,
        });
        expect(run!.startedAt).toBeGreaterThanOrEqual(run!.slot);
        expect(run!.durationMs).toBeGreaterThanOrEqual(0);
        expect(await engine.run(run!.id)).toEqual(run);
        expect((await engine.counts({ job: 'job' })).success).toBeGreaterThanOrEqual(1);
      });

      it('of a one-shot happens once', async () => {
        let runs = 0;
        await started(() => runs++, {}, at(world.now() + SECOND));
        await world.pass(3 * SECOND);
        expect(runs).toBe(1);
        expect(await engine.job('job')).toMatchObject({ nextAt: null });
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
        await started(run);
        await world.pass(2.5 * SECOND);
        const runs = await runsOf('job');
        expect(runs.length).toBeGreaterThanOrEqual(2);
        for (const record of runs) expect(record).toMatchObject({ state: 'failed', error });
      });

      it('that hangs is ended by its timeout, told by its signal, and later completion is not heard', async () => {
        const signals: AbortSignal[] = [];
        await started(
          ({ signal }) => {
            signals.push(signal);
            return never();
          },
          { timeoutMs: 300 },
        );
        await world.pass(2.5 * SECOND);
        expect(await statesOf('job')).toEqual(signals.map(() => 'timeout'));
        expect(signals.length).toBeGreaterThanOrEqual(2);
        expect(signals.every((signal) => signal.aborted)).toBe(true);
      });

      it('is tried again until it succeeds, each attempt recorded', async () => {
        await started(
          ({ attempt }) => {
            if (attempt < 3) throw new Error(`attempt ${attempt}`);
            return 'done';
          },
          { retry: { attempts: 5, baseMs: 20, capMs: 50 } },
          at(world.now() + SECOND),
        );
        await world.pass(2 * SECOND);
        const [run] = await runsOf('job');
        expect(run).toMatchObject({ state: 'success', attempt: 3, result: 'done', error: null });
        expect(run!.attempts.map((attempt) => attempt.outcome)).toEqual(['failed', 'failed', 'success']);
      });

      it('is tried no more often than allowed, and once if it says that it is hopeless', async () => {
        engine.handle('fails', () => {
          throw new Error('no');
        });
        engine.handle('hopeless', () => {
          throw new PermanentError('never');
        });
        const retry = { attempts: 2, baseMs: 20, capMs: 50 };
        await engine.add({ name: 'fails', trigger: at(world.now() + SECOND), options: { retry } });
        await engine.add({ name: 'hopeless', trigger: at(world.now() + SECOND), options: { retry } });
        await engine.start();
        await world.pass(2 * SECOND);
        expect(await runsOf('fails')).toMatchObject([{ state: 'failed', attempt: 2 }]);
        expect(await runsOf('hopeless')).toMatchObject([
          { state: 'failed', attempt: 1, error: { name: 'PermanentError' } },
        ]);
      });
    });

    describe('when a run is still going', () => {
      it('skip: the slot is recorded as skipped', async () => {
        await started(never, { overlap: 'skip' });
        await world.pass(3.5 * SECOND);
        const [first, ...others] = await statesOf('job');
        expect(first).toBe('running');
        expect(others.length).toBeGreaterThanOrEqual(1);
        expect(new Set(others)).toEqual(new Set(['skipped']));
      });

      it('queue-one: one slot waits and runs next, the others are skipped', async () => {
        const finish: (() => void)[] = [];
        await started(() => new Promise<void>((resolve) => finish.push(resolve)), { overlap: 'queue-one' });
        await world.pass(4.5 * SECOND);
        expect((await statesOf('job')).slice(0, 3)).toEqual(['running', 'queued', 'skipped']);
        finish[0]!();
        await world.pass(0.3 * SECOND);
        expect((await statesOf('job')).slice(0, 2)).toEqual(['success', 'running']);
        expect(finish.length).toBe(2);
      });

      it('queue-one: what waits when its job is paused does not run after all', async () => {
        const finish: (() => void)[] = [];
        await started(() => new Promise<void>((resolve) => finish.push(resolve)), { overlap: 'queue-one' });
        await world.pass(2.5 * SECOND);
        await engine.pause('job');
        finish[0]!();
        await world.pass(1.5 * SECOND);
        expect(await statesOf('job')).toEqual(['success', 'cancelled']);
        expect(await engine.job('job')).toMatchObject({ paused: true });
      });

      it('cancel-running: the older run is aborted and the newer one starts', async () => {
        await started(obedient, { overlap: 'cancel-running' });
        await world.pass(3.5 * SECOND);
        const states = await statesOf('job');
        expect(states.at(-1)).toBe('running');
        expect(states.length).toBeGreaterThanOrEqual(2);
        expect(new Set(states.slice(0, -1))).toEqual(new Set(['cancelled']));
      });

      it('allow: so many run at once and no more', async () => {
        await started(never, { overlap: 'allow', maxConcurrent: 2 });
        await world.pass(4.5 * SECOND);
        const states = await statesOf('job');
        expect(states.slice(0, 3)).toEqual(['running', 'running', 'skipped']);
        expect((await engine.job('job'))!.running).toBe(2);
      });
    });

    describe('control', () => {
      it('paused runs nothing; resumed, it runs at most once for what it missed', async () => {
        let runs = 0;
        await started(() => runs++, { coalesce: 'all' });
        await engine.pause('job');
        await world.pass(3.2 * SECOND);
        expect(runs).toBe(0);
        expect(await engine.job('job')).toMatchObject({ paused: true, nextAt: null });
        await engine.resume('job');
        await world.pass(0.1 * SECOND);
        expect(runs).toBeLessThanOrEqual(1);
        await world.pass(2 * SECOND);
        expect(runs).toBeGreaterThanOrEqual(2);
      });

      it('rescheduling does not wake a paused job', async () => {
        let runs = 0;
        await started(() => runs++, {}, every('1h'));
        await engine.pause('job');
        await engine.reschedule('job', every(SECOND));
        await world.pass(2.5 * SECOND);
        expect(runs).toBe(0);
        expect(await engine.job('job')).toMatchObject({ paused: true, trigger: { kind: 'every', ms: SECOND } });
      });

      it('rescheduling takes effect at once', async () => {
        let runs = 0;
        await started(() => runs++, {}, every('1h'));
        await engine.reschedule('job', every(SECOND));
        await world.pass(2.5 * SECOND);
        expect(runs).toBeGreaterThanOrEqual(1);
      });

      it('runs now on request, even paused, with its own payload or another', async () => {
        const payloads: unknown[] = [];
        engine.handle('job', (run) => payloads.push(run.payload));
        await engine.add({ name: 'job', trigger: every('1h'), payload: 'own', paused: true });
        await engine.start();
        const receipt = await engine.runNow('job');
        expect(receipt).toMatchObject({ decision: 'started', respectedOverlap: true });
        await world.pass(0.2 * SECOND);
        await engine.runNow('job', { payload: 'other' });
        await world.pass(0.2 * SECOND);
        expect(payloads).toEqual(['own', 'other']);
        expect(await engine.run(receipt.id)).toMatchObject({ cause: 'manual', state: 'success' });
      });

      it('runs now by the overlap policy, or in spite of it', async () => {
        await started(never, {}, every('1h'));
        await engine.runNow('job');
        await world.pass(0.2 * SECOND);
        expect(await engine.runNow('job')).toMatchObject({ decision: 'skipped', respectedOverlap: true });
        expect(await engine.runNow('job', { respectOverlap: false })).toMatchObject({
          decision: 'started',
          respectedOverlap: false,
        });
        await world.pass(0.2 * SECOND);
        expect((await engine.job('job'))!.running).toBe(2);
      });

      it('cancels a run; one that has ended cannot be, one that never was is an error', async () => {
        await started(obedient, {}, every('1h'));
        const { id } = await engine.runNow('job');
        await world.pass(0.2 * SECOND);
        expect(await engine.cancel(id)).toBe(true);
        await world.pass(0.2 * SECOND);
        expect(await engine.run(id)).toMatchObject({ state: 'cancelled' });
        expect(await engine.cancel(id)).toBe(false);
        await expect(engine.cancel('nothing@here')).rejects.toMatchObject({ code: 'unknown-run' });
      });

      it('removes a job and keeps its history', async () => {
        await started(() => 'kept');
        await world.pass(1.5 * SECOND);
        await engine.remove('job');
        const runs = (await runsOf('job')).length;
        await world.pass(2 * SECOND);
        expect(await engine.jobs()).toEqual([]);
        expect((await runsOf('job')).length).toBe(runs);
      });

      it('updates payload and options, and leaves the rest alone', async () => {
        const payloads: unknown[] = [];
        await started((run) => payloads.push(run.payload), { timeoutMs: 500 });
        await engine.update('job', { payload: 'new', options: { graceMs: 5000 } });
        await world.pass(1.5 * SECOND);
        expect(payloads[0]).toBe('new');
        expect(await engine.job('job')).toMatchObject({ options: { timeoutMs: 500, graceMs: 5000 } });
      });

      it('ensures a job however often: a paused one stays paused', async () => {
        engine.handle('job', () => {});
        const definition: JobDefinition = { name: 'job', trigger: every('1m') };
        await engine.ensure(definition);
        await engine.pause('job');
        await engine.ensure(definition);
        await engine.ensure({ ...definition, trigger: every('2m') });
        expect(await engine.jobs()).toMatchObject([{ paused: true, trigger: { ms: 120_000 } }]);
      });

      it.each(['pause', 'resume', 'remove', 'runNow'] as const)(
        '%s of an unknown job is an error that names it',
        async (verb) => {
          await engine.start();
          await expect(engine[verb]('ghost')).rejects.toMatchObject({ code: 'unknown-job', value: 'ghost' });
        },
      );
    });

    describe('a definition is refused when', () => {
      const good: JobDefinition = { name: 'job', trigger: every(SECOND) };
      it.each<[string, Partial<JobDefinition>, object]>([
        [
          'its time zone is unknown',
          { trigger: { kind: 'cron', expression: '0 2 * * *', timeZone: 'Mars/Phobos' } },
          { code: 'unknown-zone', field: 'trigger.timeZone', value: 'Mars/Phobos' },
        ],
        [
          'its expression is wrong',
          { trigger: { kind: 'cron', expression: '61 * * * *' } },
          { code: 'invalid-expression', field: 'trigger.expression' },
        ],
        ['its date can never come', { trigger: cron('0 0 31 2 *') }, { code: 'invalid-trigger', field: 'trigger' }],
        [
          'its interval is negative',
          { trigger: { kind: 'every', ms: -5 } },
          { code: 'invalid-trigger', field: 'trigger.ms', value: -5 },
        ],
        [
          'its date is past',
          { trigger: at('2001-01-01T00:00:00Z') },
          { code: 'past-date', field: 'trigger.date', value: '2001-01-01T00:00:00.000Z' },
        ],
        [
          'its timeout is zero',
          { options: { timeoutMs: 0 } },
          { code: 'invalid-option', field: 'options.timeoutMs', value: 0 },
        ],
        [
          'an option is misspelt',
          { options: { timeout: 5 } as JobOptionsInput },
          { code: 'invalid-option', field: 'options', value: 'timeout' },
        ],
        ['it has no name', { name: '' }, { code: 'invalid-name', field: 'name', value: '' }],
        ['nobody handles it', { handler: 'nobody' }, { code: 'unknown-handler', field: 'handler', value: 'nobody' }],
        ['its payload does not survive JSON', { payload: { big: 1n } }, { code: 'invalid-payload', field: 'payload' }],
      ])('%s', async (_, part, expected) => {
        engine.handle('job', () => {});
        const refusal = await engine.add({ ...good, handler: 'job', ...part }).catch((error) => error);
        expect(refusal).toMatchObject({ name: 'SchedulerError', ...expected, expected: expect.stringMatching(/\w/) });
        expect(await engine.jobs()).toEqual([]);
      });

      it('its name is taken', async () => {
        engine.handle('job', () => {});
        await engine.add(good);
        await expect(engine.add(good)).rejects.toMatchObject({ code: 'duplicate-job', field: 'name', value: 'job' });
      });
    });

    describe('events', () => {
      it('tell of a run in order, and of its end once it is recorded', async () => {
        const atEnd: Promise<unknown>[] = [];
        engine.subscribe((event) => {
          if (event.type === 'run-finished') atEnd.push(engine.run(event.run.id));
        });
        await started(() => 'ok', {}, at(world.now() + SECOND));
        await world.pass(1.5 * SECOND);
        const types = events.map((event) => event.type).filter((type) => type.startsWith('run-'));
        expect(types).toEqual(['run-started', 'run-finished']);
        expect(await Promise.all(atEnd)).toMatchObject([{ state: 'success' }]);
      });

      it('go on when a listener throws', async () => {
        engine.subscribe(() => {
          throw new Error('a bad guest');
        });
        let runs = 0;
        await started(() => runs++);
        await world.pass(1.5 * SECOND);
        expect(runs).toBeGreaterThanOrEqual(1);
        expect(events.some((event) => event.type === 'listener-failed')).toBe(true);
      });
    });

    describe('preview', () => {
      it('lists what is to come, in order, leaves out what is paused and runs nothing', async () => {
        let runs = 0;
        engine.handle('job', () => runs++);
        await engine.add({ name: 'hourly', trigger: every('1h'), handler: 'job' });
        await engine.add({ name: 'daily', trigger: cron('30 5 * * *', { timeZone: 'Asia/Kolkata' }), handler: 'job' });
        await engine.add({ name: 'paused', trigger: every('1m'), handler: 'job', paused: true });
        const plan = await engine.preview({ hours: 48 });
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
        await started(() => new Promise<void>((resolve) => finish.push(resolve)), {
          overlap: 'allow',
          maxConcurrent: 9,
        });
        await world.pass(1.5 * SECOND);
        const running = finish.length;
        const stopping = engine.stop({ deadlineMs: 5 * SECOND });
        await world.pass(2 * SECOND);
        expect(finish.length).toBe(running);
        for (const end of finish) end();
        await world.pass(0.3 * SECOND);
        expect(await stopping).toEqual({ finished: running, cancelled: [], abandoned: [], unrecorded: [] });
        expect(new Set(await statesOf('job'))).toEqual(new Set(['success']));
      });

      it('aborts at the deadline what still runs, and reports what would not end', async () => {
        engine.handle('obedient', obedient);
        engine.handle('deaf', never);
        await engine.add({ name: 'obedient', trigger: every('1h') });
        await engine.add({ name: 'deaf', trigger: every('1h') });
        await engine.start();
        const [one, other] = [await engine.runNow('obedient'), await engine.runNow('deaf')];
        await world.pass(0.2 * SECOND);
        const stopping = engine.stop({ deadlineMs: SECOND });
        await world.pass(3 * SECOND);
        expect(await stopping).toEqual({ finished: 0, cancelled: [one.id], abandoned: [other.id], unrecorded: [] });
        expect(await statesOf('obedient')).toEqual(['cancelled']);
        expect(await statesOf('deaf')).toEqual(['abandoned']);
      });
    });

    describe('after a restart', () => {
      it('jobs, pauses and history are there, and no slot runs twice', async () => {
        const slots: number[] = [];
        const count = (run: RunContext) => slots.push(run.slot);
        await started(count);
        engine.handle('idle', () => {});
        await engine.add({ name: 'idle', trigger: every('1m') });
        await engine.pause('idle');
        await world.pass(2.5 * SECOND);
        const stopped = engine.stop();
        await world.pass(0.1 * SECOND);
        await stopped;
        await world.pass(3 * SECOND);
        engine = await world.again();
        await engine.schedule('job', every(SECOND), count);
        engine.handle('idle', () => {});
        await engine.start();
        await world.pass(2.5 * SECOND);
        expect(await engine.job('idle')).toMatchObject({ paused: true });
        expect(new Set(slots).size).toBe(slots.length);
        const history = await runsOf('job');
        const recorded = history.map((run) => run.slot);
        const first = recorded[0]!;
        expect(recorded).toEqual(recorded.map((_, index) => first + index * SECOND));
        expect(history.filter((run) => run.state === 'missed').length).toBeGreaterThanOrEqual(1);
      });
    });
  });
}
