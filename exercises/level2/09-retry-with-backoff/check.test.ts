import { check, expect, fc, holdsForAll, seededRandom, Timeline, task, test, VirtualClock } from '#kit';
import type { Backoff, RetryPolicy } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'How long', () => {
    test('no wait is negative or longer than its bound', async () => {
      const worlds = fc.record({
        baseMs: ms(1, 1_000),
        capMs: ms(1_000, 60_000),
        failures: ms(1, 12),
        seed: ms(0, 999),
      });
      await holdsForAll(worlds, ({ failures, seed, ...backoff }) => {
        const wait = subject.backoffMs(backoff, failures, seededRandom(seed));
        expect(wait, 'a wait').toBeGreaterThanOrEqual(0);
        expect(wait, `a wait, after ${failures} failures`).toBeLessThanOrEqual(bound(backoff, failures));
      });
    });

    test('the bound is baseMs after the first failure and doubles with each one', () => {
      const random = seededRandom(1);
      const longest = [1, 2, 3, 4].map((failures) => {
        const waits = many(() => subject.backoffMs({ baseMs: 100, capMs: 10_000 }, failures, random));
        return Math.max(...waits);
      });
      for (const [index, wait] of longest.entries()) {
        const most = 100 * 2 ** index;
        expect(wait, `the longest of many waits after ${index + 1} failures, out of at most ${most}`).toBeGreaterThan(
          0.9 * most,
        );
      }
    });

    test('two who failed together do not come back together', () => {
      const random = seededRandom(2);
      const [one, other] = many(() => subject.backoffMs({ baseMs: 1_000, capMs: 60_000 }, 3, random));
      expect(one, 'the wait of one client, against that of another').not.toBe(other);
    });

    test('a wait may be anything from nothing to its bound, all alike', () => {
      const random = seededRandom(3);
      spreadOver(
        4_000,
        many(() => subject.backoffMs({ baseMs: 1_000, capMs: 60_000 }, 3, random)),
      );
    });

    test('under the cap, too, waits are spread over the whole range', () => {
      const random = seededRandom(4);
      spreadOver(
        60_000,
        many(() => subject.backoffMs({ baseMs: 1_000, capMs: 60_000 }, 20, random)),
      );
    });

    test('the cap is the bound after any number of failures', () => {
      const random = seededRandom(5);
      for (const failures of [32, 33, 2_000]) {
        const waits = many(() => subject.backoffMs({ baseMs: 1_000, capMs: 60_000 }, failures, random));
        const longest = Math.max(...waits);
        expect(longest, `the longest of many waits after ${failures} failures`).toBeGreaterThan(54_000);
        expect(longest, `the longest of many waits after ${failures} failures`).toBeLessThanOrEqual(60_000);
      }
    });

    test('chance comes from the random it is given, so that a seed replays', () => {
      const waits = () => {
        const random = seededRandom(4);
        return many(() => subject.backoffMs({ baseMs: 1_000, capMs: 60_000 }, 2, random)).slice(0, 3);
      };
      expect(waits(), 'waits with the same seed again').toEqual(waits());
    });
  });

  task(2, 'Retry', () => {
    test('an attempt that fails is followed by another, and the answer of the one that succeeds comes back', async () => {
      const { start, seen } = world(subject.retry, { failures: 2, attempts: 5 });
      await start();
      expect(seen.outcome, 'the outcome').toBe('the answer of attempt 3');
    });

    test('attempts counts every attempt, the first one too', async () => {
      await holdsForAll(ms(1, 6), async (attempts) => {
        const { start, seen } = world(subject.retry, { failures: 99, attempts });
        await start();
        expect(seen.at.length, `attempts made, of ${attempts} allowed`).toBe(attempts);
      });
    });

    test('the job is told the number of its attempt, from 1', async () => {
      const { start, seen } = world(subject.retry, { failures: 2, attempts: 3 });
      await start();
      expect(seen.numbers, 'the numbers handed to the job').toEqual([1, 2, 3]);
    });

    test('the last error reaches the caller', async () => {
      const { start, seen } = world(subject.retry, { failures: 99, attempts: 3 });
      await start();
      expect(seen.outcome, 'the outcome').toBe('Error: failure 3');
    });

    test('a permanent error ends it at once', async () => {
      const { start, seen } = world(subject.retry, { failures: 99, attempts: 5, permanentAt: 2 });
      await start();
      expect(seen.at.length, 'attempts made; the second error is permanent').toBe(2);
      expect(seen.outcome, 'the outcome').toBe('Error: failure 2');
    });

    test('a job that throws before its first await has failed like any other', async () => {
      const { start, seen } = world(subject.retry, { failures: 1, attempts: 2, throwsAtOnce: true });
      await start();
      expect(seen.outcome, 'the outcome').toBe('the answer of attempt 2');
    });

    test('no wait follows the last attempt', async () => {
      const { start, seen } = world(subject.retry, { failures: 99, attempts: 2 });
      await start();
      expect(seen.settledAt, 'when the caller heard of it, against the last attempt').toBe(seen.at.at(-1));
    });

    test('between attempts it waits as the backoff says', async () => {
      const shares: number[] = [];
      await holdsForAll(ms(0, 1_000_000), async (seed) => {
        const { start, seen } = world(subject.retry, { failures: 5, attempts: 6, seed });
        await start();
        for (const [index, at] of seen.at.slice(1).entries()) {
          const longest = bound(BACKOFF, index + 1);
          const wait = at - seen.at[index]!;
          // A timer never waits less than a millisecond.
          expect(wait, `the wait before attempt ${index + 2}`).toBeLessThanOrEqual(longest + 1);
          shares.push(wait / longest);
        }
      });
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      expect(mean, 'the mean wait, as a part of its bound').toBeGreaterThan(0.4);
      expect(mean, 'the mean wait, as a part of its bound').toBeLessThan(0.6);
    });
  });
});

const BACKOFF = { baseMs: 1_000, capMs: 5_000 };

function ms(min: number, max: number) {
  return fc.integer({ min, max });
}

function bound({ baseMs, capMs }: Backoff, failures: number): number {
  return Math.min(capMs, baseMs * 2 ** (failures - 1));
}

function many(wait: () => number): number[] {
  return Array.from({ length: 1_000 }, wait);
}

/** Of a thousand, about 250 fall into each quarter; 180 to 320 is more than five standard deviations to either side. */
function spreadOver(range: number, waits: readonly number[]): void {
  for (const quarter of [0, 1, 2, 3]) {
    const from = (range * quarter) / 4;
    const to = from + range / 4;
    const count = waits.filter((wait) => wait >= from && wait < to).length;
    const what = `waits between ${from} and ${to}, of 1000 between 0 and ${range}: about 250 belong here`;
    expect(count, what).toBeGreaterThan(180);
    expect(count, what).toBeLessThan(320);
  }
}

/** A job that fails so many times before it succeeds, and all that was seen of it. */
function world(
  retry: typeof import('./exercise.ts').retry,
  plan: { failures: number; attempts: number; permanentAt?: number; throwsAtOnce?: boolean; seed?: number },
) {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const seen = { at: [] as number[], numbers: [] as number[], outcome: 'nothing yet', settledAt: -1 };
  const job = (number: number): Promise<string> => {
    const attempt = seen.at.push(clock.monotonic());
    seen.numbers.push(number);
    if (attempt > plan.failures) {
      story.add(`attempt ${attempt} succeeds`);
      return Promise.resolve(`the answer of attempt ${attempt}`);
    }
    story.add(`attempt ${attempt} fails${attempt === plan.permanentAt ? ' for good' : ''}`);
    const error = new Error(`failure ${attempt}`);
    if (plan.throwsAtOnce) throw error;
    return Promise.reject(error);
  };
  const policy: RetryPolicy = {
    ...BACKOFF,
    attempts: plan.attempts,
    isPermanent: (error) => error instanceof Error && error.message === `failure ${plan.permanentAt}`,
  };
  const settle = (outcome: unknown) => {
    Object.assign(seen, { outcome: String(outcome), settledAt: clock.monotonic() });
    story.add(`the caller gets: ${outcome}`);
  };
  const start = async () => {
    void (async () => retry(clock, seededRandom(plan.seed ?? 5), policy, job))().then(settle, settle);
    await clock.advance(120_000);
  };
  return { start, seen };
}
