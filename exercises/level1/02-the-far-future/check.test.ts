import { check, expect, LONGEST_DELAY_MS, Timeline, task, test, VirtualClock } from '#kit';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'After a delay', () => {
    test('a job weeks ahead does not run today', async () => {
      const { clock, runs, job } = world();
      subject.after(clock, 60 * DAY, job);
      await clock.advance(DAY);
      expect(runs, 'runs on the first day, of a job due in sixty').toEqual([]);
    });

    test('a delay that fits one timer is waited as it is', async () => {
      const { clock, runs, job } = world();
      subject.after(clock, HOUR, job);
      await clock.advance(DAY);
      expect(runs[0] ?? 'never', 'when a job due in an hour ran').toBe(HOUR);
    });

    test('a delay too long for one timer is waited to its end', async () => {
      for (const delay of [LONGEST_DELAY_MS, LONGEST_DELAY_MS + 1, 60 * DAY]) {
        const { clock, runs, job, story } = world();
        story.add(`after(${delay} ms)`);
        subject.after(clock, delay, job);
        await clock.advance(delay + 30 * DAY);
        expect(runs[0] ?? 'never', `when a job due in ${delay} ms ran`).toBe(delay);
      }
    });

    test('it runs once and leaves no timer behind', async () => {
      const { clock, runs, job } = world();
      subject.after(clock, HOUR, job);
      await clock.advance(DAY);
      expect(runs.length, 'runs').toBeLessThan(2);
      expect(clock.pending(), 'timers still waiting when the day is over').toBe(0);
    });

    test('setting the wall clock does not change how long it waits', async () => {
      const { clock, runs, job, story } = world();
      subject.after(clock, 12 * HOUR, job);
      await clock.advance(HOUR);
      set(clock, 'back', 6 * HOUR, story);
      await clock.advance(DAY);
      expect(runs[0] ?? 'never', 'when a job due in 12 hours ran').toBe(12 * HOUR);
    });
  });

  task(2, 'At an instant', () => {
    test('it runs when the wall clock reads the instant', async () => {
      const { clock, runs, job } = world();
      const delay = 3 * HOUR + 12_345;
      subject.at(clock, clock.now() + delay, job);
      await clock.advance(DAY);
      expect(runs[0] ?? 'never', 'when a job due at t=10812345 ran').toBe(delay);
    });

    test('an instant already past runs as soon as it can', async () => {
      const { clock, runs, job, story } = world();
      story.add('at(a minute ago)');
      subject.at(clock, clock.now() - MINUTE, job);
      await clock.advance(MINUTE);
      expect(runs.length, 'runs').toBe(1);
    });

    test('a wall clock set back does not make it run early', async () => {
      const { clock, runs, job, story } = world();
      subject.at(clock, clock.now() + 12 * HOUR, job);
      await clock.advance(HOUR);
      set(clock, 'back', 6 * HOUR, story);
      await clock.advance(DAY);
      expect(runs[0] ?? 'never', 'when a job ran whose instant the wall reads at t=64800000').toBe(18 * HOUR);
    });

    test('a wall clock set forward is noticed within a minute', async () => {
      const { clock, runs, job, story } = world();
      subject.at(clock, clock.now() + 12 * HOUR, job);
      await clock.advance(HOUR);
      set(clock, 'forward', 20 * HOUR, story);
      await clock.advance(2 * MINUTE);
      expect(runs.length, 'runs within two minutes after the wall clock went past the instant').toBe(1);
    });

    test('once it has run, a wall clock set back does not run it again', async () => {
      const { clock, runs, job, story } = world();
      subject.at(clock, clock.now() + HOUR, job);
      await clock.advance(HOUR + MINUTE);
      set(clock, 'back', HOUR, story);
      await clock.advance(2 * HOUR);
      expect(runs.length, 'runs of a job that is to run once').toBeLessThan(2);
    });
  });
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** New Year 2026 on the wall, and a job that notes how many milliseconds after the start it ran. */
function world() {
  const clock = new VirtualClock({ start: '2026-01-01T00:00:00Z', limit: 200_000 });
  const story = new Timeline(clock);
  const runs: number[] = [];
  const job = () => {
    runs.push(clock.monotonic());
    story.add('the job runs');
  };
  return { clock, story, runs, job };
}

function set(clock: VirtualClock, way: 'forward' | 'back', ms: number, story: Timeline): void {
  clock.jump(way === 'back' ? -ms : ms);
  story.add(`the wall clock is set ${way} by ${ms / HOUR} h`);
}
