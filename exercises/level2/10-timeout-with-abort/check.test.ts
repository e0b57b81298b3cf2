import { getEventListeners } from 'node:events';
import { check, expect, fc, holdsForAll, sleep, Timeline, task, test, VirtualClock } from '#kit';
import type { Job } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Timeout', () => {
    test('a job that ends in time ends as if nobody had watched', async () => {
      const cases = fc.record({ takes: fc.integer({ min: 1, max: 900 }), fails: fc.boolean() });
      await holdsForAll(cases, async ({ takes, fails }) => {
        const { clock, run, seen } = world();
        run((job) => subject.withTimeout(clock, 1_000, job), { takes, fails });
        await clock.advance(5_000);
        expect(seen.outcome, `what the caller of a job of ${takes} ms got`).toBe(
          fails ? 'Error: broken' : 'its answer',
        );
        expect(seen.settledAt, 'when the caller got it').toBe(takes);
      });
    });

    test('when the time is up the caller gets a TimeoutError, at once', async () => {
      await holdsForAll(fc.integer({ min: 10, max: 900 }), async (limit) => {
        const { clock, run, seen } = world();
        run((job) => subject.withTimeout(clock, limit, job), { takes: 1_000 });
        await clock.advance(limit - 1);
        expect(seen.outcome, `what the caller had before the limit of ${limit}`).toBe('nothing yet');
        await clock.advance(1);
        expect(seen.outcome, `what the caller got at the limit of ${limit}`).toContain('TimeoutError');
      });
    });

    test('when the time is up the job is told to stop', async () => {
      const { clock, run, seen } = world();
      run((job) => subject.withTimeout(clock, 100, job), { takes: 500 });
      await clock.advance(99);
      expect(seen.aborted, 'the signal of the job has aborted, a millisecond before the limit').toBe(false);
      await clock.advance(1);
      expect(seen.aborted, 'the signal of the job has aborted, at the limit').toBe(true);
    });

    test('an answer that comes because of the abort is no success', async () => {
      const { clock, run, seen } = world();
      run((job) => subject.withTimeout(clock, 100, job), { takes: 500, answersOnAbort: true });
      await clock.advance(1_000);
      expect(seen.outcome, 'what the caller got').toContain('TimeoutError');
    });

    test('an answer held up by a blocked event loop is no success', async () => {
      const { clock, run, seen } = world();
      run((job) => subject.withTimeout(clock, 100, job), { takes: 0, blocks: 150 });
      await clock.advance(1_000);
      expect(seen.outcome, 'what the caller got').toContain('TimeoutError');
    });

    test('an error that comes after the time is up reaches nobody', async () => {
      const { clock, run, seen } = world();
      run((job) => subject.withTimeout(clock, 100, job), { takes: 500, fails: true });
      await clock.advance(1_000);
      expect(seen.outcome, 'what the caller got').toContain('TimeoutError');
    });

    test('a run that ends in time leaves no timer', async () => {
      for (const fails of [false, true]) {
        const { clock, run } = world();
        run((job) => subject.withTimeout(clock, 60_000, job), { takes: 50, fails });
        await clock.advance(50);
        expect(clock.pending(), `timers waiting after a job that ${fails ? 'failed' : 'succeeded'}`).toBe(0);
      }
    });

    test('a job that throws before its first await leaves no timer', async () => {
      const { clock, run, seen } = world();
      run((job) => subject.withTimeout(clock, 60_000, job), { takes: 0, throwsAtOnce: true });
      await clock.advance(0);
      expect(seen.outcome, 'what the caller got').toBe('Error: broken');
      expect(clock.pending(), 'timers waiting').toBe(0);
    });
  });

  task(2, 'Timeout or stop', () => {
    test('a job that is not stopped has its time and no more', async () => {
      const outcomes: string[] = [];
      for (const takes of [50, 500]) {
        const { clock, run, seen } = world();
        run((job) => subject.withTimeoutAndStop(clock, 100, job, new AbortController().signal), { takes });
        await clock.advance(100);
        outcomes.push(seen.outcome);
      }
      expect(outcomes[0], 'what the caller of a job of 50 ms got').toBe('its answer');
      expect(outcomes[1], 'what the caller of a job of 500 ms got').toContain('TimeoutError');
    });

    test('a stop reaches the job', async () => {
      const { clock, story, run, seen } = world();
      const stop = new AbortController();
      run((job) => subject.withTimeoutAndStop(clock, 1_000, job, stop.signal), { takes: 500 });
      await clock.advance(100);
      story.add('stop');
      stop.abort(new Error('the process is going down'));
      await clock.advance(0);
      expect(seen.aborted, 'the signal of the job has aborted').toBe(true);
    });

    test('a stop gives the caller its own reason, at once', async () => {
      const { clock, story, run, seen } = world();
      const stop = new AbortController();
      run((job) => subject.withTimeoutAndStop(clock, 1_000, job, stop.signal), { takes: 500 });
      await clock.advance(100);
      story.add('stop');
      stop.abort(new Error('the process is going down'));
      await clock.advance(0);
      expect(seen.outcome, 'what the caller got').toBe('Error: the process is going down');
    });

    test('a stop that came before starts nothing', async () => {
      const { clock, story, run, seen } = world();
      story.add('stop');
      const stop = AbortSignal.abort(new Error('the process is going down'));
      run((job) => subject.withTimeoutAndStop(clock, 1_000, job, stop), { takes: 50 });
      await clock.advance(2_000);
      expect(seen.started, 'the job was started').toBe(false);
      expect(seen.outcome, 'what the caller got').toBe('Error: the process is going down');
    });

    test('a run leaves no timer behind when it is stopped', async () => {
      const { clock, story, run } = world();
      const stop = new AbortController();
      run((job) => subject.withTimeoutAndStop(clock, 60_000, job, stop.signal), { takes: 500, answersOnAbort: true });
      await clock.advance(100);
      story.add('stop');
      stop.abort(new Error('the process is going down'));
      await clock.advance(0);
      expect(clock.pending(), 'timers waiting').toBe(0);
    });

    test('a run that has ended leaves nothing hanging on the stop signal', async () => {
      const { clock, run } = world();
      const { signal } = new AbortController();
      for (const fails of [false, true]) {
        run((job) => subject.withTimeoutAndStop(clock, 1_000, job, signal), { takes: 50, fails });
        await clock.advance(50);
      }
      expect(getEventListeners(signal, 'abort').length, 'listeners left after two runs').toBe(0);
    });
  });
});

interface Plan {
  readonly takes: number;
  readonly fails?: boolean;
  /** Throws instead of giving back a promise. */
  readonly throwsAtOnce?: boolean;
  /** Keeps the event loop busy for so long before it answers. */
  readonly blocks?: number;
  /** Listens to its signal, and answers when it aborts. Other jobs do not listen at all. */
  readonly answersOnAbort?: boolean;
}

/** A job that goes as planned, and what became of it. */
function world() {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const seen = { started: false, aborted: false, outcome: 'nothing yet', settledAt: -1 };
  const run = (start: (job: Job<string>) => Promise<string>, plan: Plan) => {
    const job: Job<string> = (signal) => {
      seen.started = true;
      story.add('the job starts');
      signal.addEventListener('abort', () => {
        seen.aborted = true;
        story.add('the job is told to stop');
      });
      if (plan.throwsAtOnce) throw new Error('broken');
      return work(clock, story, signal, plan);
    };
    const settle = (outcome: unknown) => {
      Object.assign(seen, { outcome: String(outcome), settledAt: clock.monotonic() });
      story.add(`the caller gets: ${outcome}`);
    };
    void (async () => start(job))().then(settle, settle);
  };
  return { clock, story, run, seen };
}

async function work(clock: VirtualClock, story: Timeline, signal: AbortSignal, plan: Plan): Promise<string> {
  if (plan.blocks) {
    story.add('the job blocks the event loop');
    clock.block(plan.blocks);
  }
  if (plan.takes > 0) await sleep(clock, plan.takes, plan.answersOnAbort ? signal : undefined).catch(() => {});
  story.add(plan.fails ? 'the job fails' : 'the job answers');
  if (plan.fails) throw new Error('broken');
  return 'its answer';
}
