import { check, expect, fc, holdsForAll, Timeline, task, test, VirtualClock } from '#kit';
import type { Job, Trigger } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Skip', () => {
    test('two runs of a skipping job never overlap', async () => {
      await holdsForAll(anyDay, async ({ gaps, runs }) => {
        const { triggerAfter, seen } = world(subject.skipOverlap, runs);
        for (const gap of gaps) await triggerAfter(gap);
        expect(seen.mostAtOnce, 'runs going on at one moment').toBeLessThanOrEqual(1);
      });
    });

    test('every trigger either starts a run or is reported as skipped', async () => {
      const { triggerAfter, seen } = world(subject.skipOverlap, [{ takes: 250 }]);
      for (const gap of [100, 100, 100, 100]) await triggerAfter(gap);
      expect(seen.starts, 'when runs started; the first takes until 350').toEqual([100, 400]);
      expect(seen.skips, 'skips reported').toBe(2);
    });

    test('a run that rejects frees the job', async () => {
      const { triggerAfter, seen } = world(subject.skipOverlap, [{ takes: 50, ends: 'rejects' }]);
      await triggerAfter(100);
      await triggerAfter(100);
      expect(seen.starts, 'when runs started').toEqual([100, 200]);
    });

    test('a run that throws before its first await frees the job', async () => {
      const { triggerAfter, seen } = world(subject.skipOverlap, [{ takes: 0, ends: 'throws' }]);
      await triggerAfter(100);
      await triggerAfter(100);
      expect(seen.starts, 'when runs started').toEqual([100, 200]);
    });

    test('an error reaches whoever triggered the run', async () => {
      const { triggerAfter, seen } = world(subject.skipOverlap, [{ takes: 50, ends: 'rejects' }]);
      await triggerAfter(100);
      await triggerAfter(100);
      expect(seen.settled[1], 'how the trigger of the failing run ended').toBe('rejects at 150');
      expect(seen.settled[2], 'how the next trigger ended').toBe('resolves at 200');
    });

    test('one job does not hold up another', async () => {
      const slow = world(subject.skipOverlap, [{ takes: 500 }]);
      const quick = world(subject.skipOverlap, [{ takes: 50 }]);
      await slow.triggerAfter(100);
      await quick.triggerAfter(200);
      expect(quick.seen.starts.length, 'runs of the quick job, while only the slow one is busy').toBe(1);
    });
  });

  task(2, 'Queue one', () => {
    test('two runs of a queueing job never overlap', async () => {
      await holdsForAll(anyDay, async ({ gaps, runs }) => {
        const { triggerAfter, seen } = world(subject.queueOne, runs);
        for (const gap of gaps) await triggerAfter(gap);
        expect(seen.mostAtOnce, 'runs going on at one moment').toBeLessThanOrEqual(1);
      });
    });

    test('a trigger during a run starts another as soon as that run ends', async () => {
      const { triggerAfter, end, seen } = world(subject.queueOne, [{ takes: 250 }]);
      await triggerAfter(100);
      await triggerAfter(100);
      await end();
      expect(seen.starts, 'when runs started; the first takes until 350').toEqual([100, 350]);
    });

    test('one run waits, and every further trigger is skipped and reported', async () => {
      const { triggerAfter, end, seen } = world(subject.queueOne, [{ takes: 450 }]);
      for (const gap of [100, 100, 100, 100]) await triggerAfter(gap);
      await end();
      expect(seen.starts.length, 'runs for four triggers: one ran, one waited').toBe(2);
      expect(seen.skips, 'skips reported').toBe(2);
    });

    test('a run that fails does not take the waiting one with it', async () => {
      const { triggerAfter, end, seen } = world(subject.queueOne, [{ takes: 250, ends: 'rejects' }]);
      await triggerAfter(100);
      await triggerAfter(100);
      await end();
      expect(seen.starts, 'when runs started; the first fails at 350').toEqual([100, 350]);
      expect(seen.settled[1], 'how the trigger of the failing run ended').toBe('rejects at 350');
      expect(seen.settled[2], 'how the trigger that waited ended').toBe('resolves at 350');
    });

    test('once the waiting run has started, another may wait', async () => {
      const { triggerAfter, end, seen } = world(subject.queueOne, [{ takes: 150 }, { takes: 150 }]);
      for (const gap of [100, 100, 100]) await triggerAfter(gap);
      await end();
      expect(seen.starts, 'when runs started; each takes 150').toEqual([100, 250, 400]);
    });

    test('a trigger that waited settles when its own run has ended', async () => {
      const { triggerAfter, end, seen } = world(subject.queueOne, [{ takes: 150 }, { takes: 150 }]);
      await triggerAfter(100);
      await triggerAfter(100);
      await end();
      expect(seen.settled[1], 'how the first trigger ended').toBe('resolves at 250');
      expect(seen.settled[2], 'how the trigger that waited ended').toBe('resolves at 400');
    });
  });
});

interface Run {
  readonly takes: number;
  readonly ends?: 'rejects' | 'throws';
}

/** A day of triggers, some gaps apart, and runs that take about as long. */
const anyDay = fc.record({
  gaps: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }),
  runs: fc.array(
    fc.oneof(fc.record({ takes: fc.integer({ min: 1, max: 300 }) }), fc.constant<Run>({ takes: 50, ends: 'rejects' })),
    { maxLength: 8 },
  ),
});

/** A job whose runs go as planned, one after the other (those not planned end at once), behind the trigger under test. */
function world(policy: (job: Job, skipped: () => void) => Trigger, runs: readonly Run[]) {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const seen = { starts: [] as number[], skips: 0, settled: {} as Record<number, string>, mostAtOnce: 0 };
  let going = 0;
  const job = () => {
    const number = seen.starts.push(clock.monotonic());
    const { takes, ends } = runs[number - 1] ?? { takes: 0 };
    story.add(`run ${number} starts`);
    if (ends === 'throws') {
      story.add(`run ${number} throws`);
      throw new Error('the supplier is down');
    }
    going++;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, going);
    return new Promise<void>((resolve, reject) => {
      const finish = () => {
        going--;
        story.add(`run ${number} ${ends ?? 'ends'}`);
        ends ? reject(new Error('the supplier is down')) : resolve();
      };
      takes === 0 ? finish() : clock.setTimeout(finish, takes);
    });
  };
  const trigger = policy(job, () => {
    seen.skips++;
    story.add('skip');
  });
  let triggers = 0;
  const triggerAfter = async (ms: number) => {
    await clock.advance(ms);
    const number = ++triggers;
    story.add(`trigger ${number}`);
    const settles = (how: string) => () => {
      seen.settled[number] = `${how} at ${clock.monotonic()}`;
    };
    void (async () => trigger())().then(settles('resolves'), settles('rejects'));
    await clock.advance(0);
  };
  return { triggerAfter, end: () => clock.advance(10_000), seen };
}
