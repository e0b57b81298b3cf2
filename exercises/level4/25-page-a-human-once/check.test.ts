import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { Alert, Desk, Outcome } from './exercise.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Failing', () => {
    test('failures are counted back to the last success', () => {
      const rows: [string, number][] = [
        ['', 0],
        ['f', 1],
        ['f f f', 3],
        ['f f s', 0],
        ['f f s f', 1],
        ['s f s f f', 2],
      ];
      for (const [runs, count] of rows) expect(subject.failuresInARow(outcomes(runs)), `of "${runs}"`).toBe(count);
    });

    test('a skip is neither a failure nor a success', () => {
      const rows: [string, number][] = [
        ['f - f - f', 3],
        ['s - -', 0],
        ['f f s - f -', 1],
      ];
      for (const [runs, count] of rows) expect(subject.failuresInARow(outcomes(runs)), `of "${runs}"`).toBe(count);
    });
  });

  for (const [number, title, name] of [
    [2, 'Once', 'look'],
    [3, 'Remind, and be heard', 'lookAndRemind'],
  ] as const) {
    task(number, title, () => {
      test(`${name}: two failures are not worth a page, three are`, async () => {
        const { live, said } = world(subject, name);
        await live('s f f');
        expect(said(), 'pages after two failures').toBe('');
        await live('f');
        expect(said(), 'pages after three').toBe('opened');
      });

      test(`${name}: however long it fails, within the hour it is said once`, async () => {
        await holdsForAll(fc.integer({ min: 3, max: 20 }), async (failures) => {
          const { live, said } = world(subject, name);
          await live('f '.repeat(failures));
          expect(said(), `pages after ${failures} failures`).toBe('opened');
        });
      });

      test(`${name}: a skip in between changes nothing`, async () => {
        const { live, said } = world(subject, name);
        await live('f f f - - f -');
        expect(said(), 'pages').toBe('opened');
      });

      test(`${name}: when it works again that is said, once, and the next time it fails is a new alert`, async () => {
        const { live, said } = world(subject, name);
        await live('f f f s s s');
        expect(said(), 'pages after the recovery').toBe('opened closed');
        await live('f f f');
        expect(said(), 'pages after it fails again').toBe('opened closed opened');
      });

      test(`${name}: a restart repeats nothing and forgets nothing`, async () => {
        const { live, restart, said } = world(subject, name);
        await live('f f f');
        restart();
        await live('f f');
        expect(said(), 'pages after a restart and more failures').toBe('opened');
        restart();
        await live('s');
        expect(said(), 'pages after another restart and a success').toBe('opened closed');
      });

      test(`${name}: every job has its own alert`, async () => {
        const { live, said } = world(subject, name);
        await live('f f f', 'import');
        await live('f f f', 'digest');
        await live('s', 'import');
        expect(said('import'), 'pages about the import').toBe('opened closed');
        expect(said('digest'), 'pages about the digest').toBe('opened');
      });
    });
  }

  task(3, 'Remind, and be heard', () => {
    test('what lasts is said again after an hour, and not before', async () => {
      const { live, wait, said } = world(subject, 'lookAndRemind');
      await live('f f f');
      wait(HOUR - 2 * MINUTE);
      await live('f');
      expect(said(), 'pages a minute before the hour is over').toBe('opened');
      await live('f f');
      expect(said(), 'pages a minute after').toBe('opened reminder');
    });

    test('the hour is counted from the last page', async () => {
      const { live, wait, said } = world(subject, 'lookAndRemind');
      await live('f f f');
      wait(HOUR);
      await live('f');
      wait(HOUR / 2);
      await live('f');
      expect(said(), 'pages half an hour after the reminder').toBe('opened reminder');
      wait(HOUR / 2);
      await live('f');
      expect(said(), 'pages an hour after the reminder').toBe('opened reminder reminder');
    });

    test('what could not be said is said at the next look', async () => {
      for (const [before, what] of [
        ['f f', 'opened'],
        ['f f f', 'closed'],
        ['f f f', 'reminder'],
      ] as const) {
        const { live, wait, breakThePager, said } = world(subject, 'lookAndRemind');
        await live(before);
        if (what === 'reminder') wait(HOUR);
        breakThePager();
        await live(what === 'closed' ? 's' : 'f');
        await live(what === 'closed' ? 's' : 'f');
        expect(said().split(' ').at(-1), 'the last page, after one that failed').toBe(what);
      }
    });

    test('a page that failed makes the look reject', async () => {
      const { live, breakThePager } = world(subject, 'lookAndRemind');
      await live('f f');
      breakThePager();
      expect(await live('f'), 'how the look ended').toBe('rejected: the pager is away');
    });
  });
});

function outcomes(runs: string): Outcome[] {
  const words = { f: 'failed', s: 'success', '-': 'skipped' } as const;
  return [...runs.replaceAll(' ', '')].map((letter) => words[letter as keyof typeof words]);
}

/** A process that looks after each run, a minute apart; its store and its pager outlive it. */
function world(subject: typeof import('./exercise.ts'), name: 'look' | 'lookAndRemind') {
  let now = 0;
  let broken = false;
  const story = new Timeline({ monotonic: () => now });
  const alerts = new Map<string, Alert>();
  const pages: { job: string; what: string }[] = [];
  const past = new Map<string, Outcome[]>();
  const process = (): Desk => ({
    now: () => now,
    store: {
      find: async (job) => alerts.get(job),
      save: async (alert) => void alerts.set(alert.job, alert),
      remove: async (job) => void alerts.delete(job),
    },
    async page(job, what) {
      if (broken) {
        broken = false;
        story.add(`the pager fails: ${what}`);
        throw new Error('the pager is away');
      }
      pages.push({ job, what });
      story.add(`page: ${job} ${what}`);
    },
  });
  let desk = process();
  return {
    /** Runs that end a minute apart, each with a look; answers how the last look ended. */
    async live(runs: string, job = 'import') {
      let ended = 'well';
      for (const outcome of outcomes(runs)) {
        now += MINUTE;
        story.add(`${job} ${outcome}`);
        past.set(job, [...(past.get(job) ?? []), outcome]);
        ended = await subject[name](desk, job, past.get(job)!).then(
          () => 'well',
          (error) => `rejected: ${error.message}`,
        );
      }
      return ended;
    },
    restart() {
      story.add('the process is restarted');
      desk = process();
    },
    wait(ms: number) {
      now += ms;
    },
    breakThePager() {
      broken = true;
    },
    said: (job = 'import') =>
      pages
        .filter((page) => page.job === job)
        .map(({ what }) => what)
        .join(' '),
  };
}
