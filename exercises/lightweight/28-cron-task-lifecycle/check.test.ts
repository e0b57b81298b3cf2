import { createTask, getTasks, type ScheduledTask, setLogger } from 'node-cron';
import { check, expect, fakeTimers, Timeline, task, test } from '#kit';

/** node-cron tells the console of every failed run; here a failure is part of the story. */
setLogger({ info() {}, warn() {}, error() {}, debug() {} });

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Define', () => {
    test('a task that is only defined does not run', async () => {
      const { time, runs, run } = world('2026-03-02T09:59:30Z');
      subject.defineTask(everyMinute, run);
      await time.advance(5 * MINUTE_MS);
      expect(runs, 'when it ran, never having been started').toEqual([]);
    });

    test('once started it runs at the times of its own zone', async () => {
      for (const [timeZone, slot] of [
        ['America/New_York', '2026-03-02T14:00:00.000Z'],
        ['Asia/Tokyo', '2026-03-02T00:00:00.000Z'],
      ] as const) {
        const { time, runs, run } = world('2026-03-01T23:00:00Z');
        const defined = subject.defineTask({ name: 'letter', expression: '0 9 * * *', timeZone }, run);
        await defined.start();
        await time.advance(20 * HOUR_MS);
        expect(runs, `when "0 9 * * *" ran in ${timeZone}`).toEqual([slot]);
        await defined.destroy();
      }
    });

    test('after a clock change it still runs at the same time on the wall', async () => {
      const { time, runs, run } = world('2026-03-07T12:00:00Z');
      const defined = subject.defineTask(
        { ...everyMinute, expression: '0 9 * * *', timeZone: 'America/New_York' },
        run,
      );
      await defined.start();
      await time.advance(30 * HOUR_MS);
      expect(runs.at(-1), 'nine in New York on 8 March, the day clocks went forward there').toBe(
        '2026-03-08T13:00:00.000Z',
      );
      await defined.destroy();
    });

    test('an unknown time zone is refused when the task is defined', () => {
      const { run } = world('2026-03-02T09:00:00Z');
      const spec = { ...everyMinute, timeZone: 'Mars/Olympus' };
      expect(() => subject.defineTask(spec, run), 'defining a task in Mars/Olympus').toThrow();
    });
  });

  task(2, 'Supervise', () => {
    test('a run is reported as success when it has ended, not when it starts', async () => {
      const { time, supervise, reports } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, [{ takes: 20 * SECOND_MS }]);
      await time.advance(30 * SECOND_MS);
      expect(reports, 'what was reported when the run began').toEqual([]);
      await time.advance(20 * SECOND_MS);
      expect(reports, 'what was reported when it had ended').toEqual(['10:00:00.000 success']);
    });

    test('a run that fails is reported, with its reason', async () => {
      for (const ends of ['rejects', 'throws'] as const) {
        const { time, supervise, reports } = world('2026-03-02T09:59:30Z');
        await supervise(subject.superviseTask, [{ takes: SECOND_MS, ends }]);
        await time.advance(40 * SECOND_MS);
        expect(reports.join(), `what was reported of a job that ${ends}`).toMatch(
          /^10:00:00.000 failed: .*no route to host/,
        );
      }
    });

    test('whatever was thrown, the report says it in words', async () => {
      const { time, supervise, reports } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, [{ takes: SECOND_MS, ends: 'rejects', with: 'out of paper' }]);
      await time.advance(40 * SECOND_MS);
      expect(reports.join(), 'what was reported of a job that rejects with a string').toMatch(/failed: .*out of paper/);
    });

    test('after a failure the next slot runs', async () => {
      const { time, supervise, starts } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, [{ takes: SECOND_MS, ends: 'rejects' }]);
      await time.advance(100 * SECOND_MS);
      expect(starts, 'when runs started').toEqual(['10:00:00.000', '10:01:00.000']);
    });

    test('two runs of one task never overlap', async () => {
      const { time, supervise, starts } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, [{ takes: 90 * SECOND_MS }]);
      await time.advance(4 * MINUTE_MS);
      expect(starts.slice(0, 2), 'when runs started; the first takes 90 s').toEqual(['10:00:00.000', '10:02:00.000']);
    });

    test('a slot that is due while a run is going is reported as skipped', async () => {
      const { time, supervise, reports } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, [{ takes: 90 * SECOND_MS }]);
      await time.advance(100 * SECOND_MS);
      expect(reports, 'what was reported before the first run ended').toEqual(['10:01:00.000 skipped']);
    });

    test('slots that the process slept through are reported as missed', async () => {
      const { time, story, supervise, reports } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, []);
      story.add('the laptop sleeps for 3 minutes');
      time.jump(3 * MINUTE_MS);
      await time.advance(40 * SECOND_MS);
      expect(reports.slice(0, 3), 'what was reported first').toEqual([
        '10:00:00.000 missed',
        '10:01:00.000 missed',
        '10:02:00.000 missed',
      ]);
    });

    test('a report names the slot, though the run began late', async () => {
      const { time, story, supervise, reports } = world('2026-03-02T09:59:30Z');
      await supervise(subject.superviseTask, []);
      await time.advance(29 * SECOND_MS);
      story.add('the loop is busy for 1.4 s');
      time.jump(400);
      await time.advance(SECOND_MS);
      expect(reports, 'what was reported of the run that began 400 ms late').toEqual(['10:00:00.000 success']);
    });
  });

  task(3, 'End', () => {
    test('it waits for the run that is going', async () => {
      const { time, begin, end, seen } = world('2026-03-02T09:59:30Z');
      const going = await begin({ takes: 50 * SECOND_MS });
      end(subject.endTask, going, MINUTE_MS);
      await time.advance(39 * SECOND_MS);
      expect(seen.answer, 'the answer, a second before the run has ended').toBe('none yet');
      await time.advance(2 * SECOND_MS);
      expect(seen.answer, 'the answer, once the run has ended').toBe(true);
    });

    test('a run that fails has ended, too', async () => {
      const { time, begin, end, seen } = world('2026-03-02T09:59:30Z');
      const going = await begin({ takes: 50 * SECOND_MS, ends: 'rejects' });
      end(subject.endTask, going, MINUTE_MS);
      await time.advance(41 * SECOND_MS);
      expect(seen.answer, 'the answer, once the run has failed').toBe(true);
    });

    test('an idle task is ended at once', async () => {
      const { time, begin, end, seen } = world('2026-03-02T09:59:30Z');
      const idle = await begin({ takes: SECOND_MS });
      end(subject.endTask, idle, MINUTE_MS);
      await time.advance(0);
      expect(seen.answer, 'the answer, with no run going').toBe(true);
    });

    test('it waits no longer than the grace, and says that a run was left', async () => {
      const { time, begin, end, seen } = world('2026-03-02T09:59:30Z');
      const going = await begin({ takes: HOUR_MS });
      end(subject.endTask, going, 5 * SECOND_MS);
      await time.advance(6 * SECOND_MS);
      expect(seen.answer, 'the answer after a grace of 5 s; the run takes an hour').toBe(false);
    });

    test('no run starts while it waits', async () => {
      const { time, begin, end, starts } = world('2026-03-02T09:59:30Z');
      const going = await begin({ takes: 90 * SECOND_MS });
      end(subject.endTask, going, 10 * MINUTE_MS);
      await time.advance(5 * MINUTE_MS);
      expect(starts, 'when runs started; the stop was asked for at 10:00:10').toEqual(['10:00:00.000']);
    });

    test('a task that was ended is destroyed', async () => {
      const { time, begin, end } = world('2026-03-02T09:59:30Z');
      const idle = await begin({ takes: SECOND_MS });
      end(subject.endTask, idle, MINUTE_MS);
      await time.advance(0);
      expect(idle.getStatus(), 'what node-cron says of it').toBe('destroyed');
    });

    test('it leaves no timer', async () => {
      const { time, begin, end } = world('2026-03-02T09:59:30Z');
      const idle = await begin({ takes: SECOND_MS });
      end(subject.endTask, idle, HOUR_MS);
      await time.advance(0);
      expect(time.pending(), 'timers waiting, which keep the process alive').toBe(0);
    });

    test('other tasks go on', async () => {
      const { time, begin, end } = world('2026-03-02T09:59:30Z');
      const other = await begin({ takes: SECOND_MS });
      const ended = createTask('* * * * *', () => {}, { timezone: 'UTC' });
      await ended.start();
      end(subject.endTask, ended, MINUTE_MS);
      await time.advance(0);
      expect(other.getStatus(), 'what node-cron says of another task').toBe('idle');
      await other.destroy();
    });
  });
});

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const everyMinute = { name: 'rates', expression: '* * * * *', timeZone: 'UTC' };

interface Run {
  readonly takes: number;
  readonly ends?: 'rejects' | 'throws';
  readonly with?: unknown;
}

/** The real node-cron in a time that the check moves, and a job whose runs go as planned. */
function world(start: string) {
  forgetTasks();
  const time = fakeTimers(start);
  const story = new Timeline(time);
  const runs: string[] = [];
  const starts: string[] = [];
  const reports: string[] = [];
  const seen = { answer: 'none yet' as unknown };

  const jobOf = (plan: readonly Run[]) => () => {
    const { takes, ends, with: reason = new Error('no route to host') } = plan[starts.length] ?? { takes: 0 };
    starts.push(clockOf(new Date()));
    story.add(`run ${starts.length} starts`);
    if (ends === 'throws') throw reason;
    if (takes === 0) return;
    return new Promise<void>((resolve, reject) => {
      const end = () => {
        story.add(`a run ${ends ?? 'ends'}`);
        ends ? reject(reason) : resolve();
      };
      setTimeout(end, takes);
    });
  };

  return {
    time,
    story,
    runs,
    starts,
    reports,
    seen,
    run: ({ date }: { date: Date }) => {
      runs.push(date.toISOString());
      story.add(`runs for ${date.toISOString()}`);
    },
    supervise: async (superviseTask: typeof import('./exercise.ts').superviseTask, plan: readonly Run[]) => {
      const supervised = superviseTask(everyMinute, jobOf(plan), (slot, outcome, problem) => {
        const line = `${clockOf(slot)} ${outcome}${problem === undefined ? '' : `: ${problem}`}`;
        reports.push(line);
        story.add(`report: ${line}`);
      });
      await supervised.start();
    },
    /** A task of plain node-cron, ten seconds after its first run began. */
    begin: async (run: Run) => {
      const going = createTask('* * * * *', jobOf([run]), { timezone: 'UTC' });
      await going.start();
      await time.advance(40 * SECOND_MS);
      return going;
    },
    end: (endTask: typeof import('./exercise.ts').endTask, ended: ScheduledTask, graceMs: number) => {
      story.add('the task is to end');
      const note = (answer: unknown) => {
        seen.answer = answer;
        story.add(`the answer: ${answer}`);
      };
      void endTask(ended, graceMs).then(note, note);
    },
  };
}

/** node-cron keeps tasks for the whole process: what one test left behind is not the next one's affair. */
function forgetTasks() {
  for (const left of [...getTasks().values()]) {
    try {
      void left.destroy();
    } catch {
      // In a zone that does not exist a task cannot even say when it was destroyed. It is, all the same.
    }
  }
}

function clockOf(instant: Date): string {
  return instant.toISOString().slice(11, 23);
}
