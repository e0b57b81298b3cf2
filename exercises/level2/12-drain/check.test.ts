import { check, expect, fc, holdsForAll, sleep, Timeline, task, test, VirtualClock } from '#kit';
import type { Close, Host, Runner } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Drain', () => {
    test('a drain waits until the last run has ended', async () => {
      await holdsForAll(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }), async (lengths) => {
        const { start, drain, clock, seen } = world(subject.Runner);
        for (const [index, takes] of lengths.entries()) start(`job ${index + 1}`, { takes });
        drain(1_000);
        await clock.advance(5_000);
        expect(seen.drainedAt[0], 'when the drain was over').toBe(Math.max(...lengths));
        expect(seen.left, 'what it left').toEqual([]);
      });
    });

    test('once a drain has begun, no job is started', async () => {
      const { start, drain, clock, seen } = world(subject.Runner);
      expect(start('before', { takes: 100 }), 'the answer of start, before the drain').toBe(true);
      drain(1_000);
      expect(start('during', { takes: 10 }), 'the answer of start, during the drain').toBe(false);
      await clock.advance(500);
      expect(start('after', { takes: 10 }), 'the answer of start, after the drain').toBe(false);
      await clock.advance(500);
      expect(seen.started, 'jobs started').toEqual(['before']);
    });

    test('a drain with nothing to wait for is over at once', async () => {
      const { start, drain, clock, seen } = world(subject.Runner);
      start('long over', { takes: 50 });
      await clock.advance(100);
      drain(1_000);
      await clock.advance(0);
      expect(seen.drainedAt[0], 'when the drain was over, after it began at 100').toBe(100);
    });

    test('a drain lasts no longer than its grace', async () => {
      for (const graceMs of [250, 1_000]) {
        const { start, drain, clock, seen } = world(subject.Runner);
        start('hangs', { takes: 60_000 });
        drain(graceMs);
        await clock.advance(5_000);
        expect(seen.drainedAt[0], `when a drain with a grace of ${graceMs} ms was over`).toBe(graceMs);
      }
    });

    test('what runs at the deadline is told to stop, and not sooner', async () => {
      const { start, drain, clock, seen } = world(subject.Runner);
      start('hangs', { takes: 60_000 });
      drain(1_000);
      await clock.advance(999);
      expect(seen.toldToStop, 'jobs told to stop before the deadline').toEqual([]);
      await clock.advance(1);
      expect(seen.toldToStop, 'jobs told to stop at the deadline').toEqual(['hangs']);
    });

    test('a drain names what it left, and only that', async () => {
      const { start, drain, clock, seen } = world(subject.Runner);
      start('hangs', { takes: 60_000 });
      start('ends in time', { takes: 500 });
      start('slow', { takes: 5_000 });
      drain(1_000);
      await clock.advance(1_000);
      expect(seen.left, 'what it left').toEqual(['hangs', 'slow']);
    });

    test('a run that fails has ended', async () => {
      const { start, drain, clock, seen } = world(subject.Runner);
      start('rejects', { takes: 50, fails: 'rejects' });
      start('throws', { takes: 0, fails: 'throws' });
      start('goes on', { takes: 100 });
      drain(1_000);
      await clock.advance(5_000);
      expect(seen.drainedAt[0], 'when the drain was over; the last job ended at 100').toBe(100);
      expect(seen.left, 'what it left').toEqual([]);
    });

    test('a drain leaves no timer', async () => {
      const { start, drain, clock, story } = world(subject.Runner);
      start('ends in time', { takes: 50 });
      drain(60_000);
      await clock.advance(50);
      story.add('nothing runs any more');
      expect(clock.pending(), 'timers waiting, which keep the process alive').toBe(0);
    });

    test('a second drain gets the answer of the first, and as soon', async () => {
      const { start, drain, clock, seen } = world(subject.Runner);
      start('hangs', { takes: 60_000 });
      drain(1_000);
      await clock.advance(500);
      drain(1_000);
      await clock.advance(5_000);
      expect(seen.drainedAt, 'when each of the two was over').toEqual([1_000, 1_000]);
      expect(seen.left, 'what the second says was left').toEqual(['hangs']);
    });
  });

  task(2, 'On a signal', () => {
    test('it drains, then closes one after the other in order, then exits with 0', async () => {
      const { signal, clock, events } = host(subject.shutDownOnSignal, {});
      await clock.advance(100);
      expect(events, 'what happened before the signal').toEqual([]);
      signal('SIGTERM');
      await clock.advance(1_000);
      const inOrder = [
        'drain for 5000',
        'drained',
        'close worker',
        'worker closed',
        'close queue',
        'queue closed',
        'exit 0',
      ];
      for (const [index, event] of inOrder.entries())
        expect(events[index], `step ${index + 1} after the signal`).toBe(event);
    });

    test('Ctrl+C does the same', async () => {
      const { signal, clock, events } = host(subject.shutDownOnSignal, {});
      signal('SIGINT');
      await clock.advance(1_000);
      expect(events.at(-1), 'the last thing that happened').toBe('exit 0');
    });

    test('it exits with 1 when runs were left', async () => {
      const { signal, clock, events } = host(subject.shutDownOnSignal, { left: ['hangs'] });
      signal('SIGTERM');
      await clock.advance(1_000);
      expect(events.at(-1), 'the last thing that happened').toBe('exit 1');
    });

    test('what cannot be closed does not keep the rest open', async () => {
      const { signal, clock, events } = host(subject.shutDownOnSignal, { brokenWorker: true });
      signal('SIGTERM');
      await clock.advance(1_000);
      expect(events, 'what happened').toContain('queue closed');
    });

    test('it exits with 1 when something could not be closed', async () => {
      const { signal, clock, events } = host(subject.shutDownOnSignal, { brokenWorker: true });
      signal('SIGTERM');
      await clock.advance(1_000);
      expect(events.at(-1), 'the last thing that happened').toBe('exit 1');
    });

    test('a second signal exits at once, with 1', async () => {
      for (const second of ['SIGTERM', 'SIGINT'] as const) {
        const { signal, clock, events } = host(subject.shutDownOnSignal, {});
        signal('SIGTERM');
        await clock.advance(50);
        signal(second);
        await clock.advance(0);
        expect(events[1], `what came of the second signal, ${second}, during the drain`).toBe('exit 1');
      }
    });
  });
});

/** A runner, jobs that go as planned, and what was seen of them. */
function world(RunnerUnderTest: typeof Runner) {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const seen = {
    started: [] as string[],
    toldToStop: [] as string[],
    drainedAt: [] as number[],
    left: undefined as string[] | undefined,
  };
  const runner = new RunnerUnderTest(clock);
  const start = (name: string, plan: { takes: number; fails?: 'rejects' | 'throws' }) => {
    const started = runner.start(name, (signal) => {
      seen.started.push(name);
      story.add(`"${name}" starts`);
      signal.addEventListener('abort', () => {
        seen.toldToStop.push(name);
        story.add(`"${name}" is told to stop`);
      });
      if (plan.fails === 'throws') throw new Error('broken');
      return work();
    });
    if (!started) story.add(`"${name}" is turned away`);
    return started;

    /** It does not listen to its signal: that is the case a deadline is for. */
    async function work() {
      await sleep(clock, plan.takes);
      story.add(`"${name}" ${plan.fails ? 'fails' : 'ends'}`);
      if (plan.fails) throw new Error('broken');
    }
  };
  const drain = (graceMs: number) => {
    story.add(`drain for ${graceMs}`);
    void runner.drain(graceMs).then((left) => {
      seen.left = left;
      seen.drainedAt.push(clock.monotonic());
      story.add(`drained, left: ${left.join(', ') || 'nothing'}`);
    });
  };
  return { clock, story, start, drain, seen };
}

/** A process with a runner that takes 100 ms to drain and two things to close, 10 ms each. */
function host(
  shutDownOnSignal: (host: Host, runner: Pick<Runner, 'drain'>, graceMs: number, closes: Close[]) => void,
  { left = [], brokenWorker = false }: { left?: string[]; brokenWorker?: boolean },
) {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const events: string[] = [];
  const note = (event: string) => {
    events.push(event);
    story.add(event);
  };
  const listeners: Record<string, (() => void)[]> = { SIGTERM: [], SIGINT: [] };
  let gone = false;
  const process: Host = {
    on: (name, listener) => listeners[name]?.push(listener),
    exit: (code) => {
      if (!gone) note(`exit ${code}`);
      gone = true;
    },
  };
  const drain = async (graceMs: number) => {
    note(`drain for ${graceMs}`);
    await sleep(clock, 100);
    note('drained');
    return left;
  };
  const closing = (name: string, broken: boolean) => async () => {
    note(`close ${name}`);
    await sleep(clock, 10);
    if (broken) {
      note(`${name} does not close`);
      throw new Error('the connection is gone');
    }
    note(`${name} closed`);
  };
  const signal = (name: 'SIGTERM' | 'SIGINT') => {
    story.add(name);
    for (const listener of listeners[name] ?? []) listener();
  };
  shutDownOnSignal(process, { drain }, 5_000, [closing('worker', brokenWorker), closing('queue', false)]);
  return { clock, events, signal };
}
