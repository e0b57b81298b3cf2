import { check, expect, type Processor, QueueModel, seededRandom, Timeline, task, test, VirtualClock } from '#kit';

const POLICY = { retries: 3, firstWaitMs: 1_000, keepMs: 3_600_000, keepCount: 5 };
const DAY = 86_400_000;

check<typeof import('./exercise.ts')>((subject) => {
  const broken = async () => {
    throw new Error('mail server down');
  };

  task(1, 'Options', () => {
    test('it is tried once, and then as often again as the policy says', async () => {
      for (const retries of [0, 1, 3]) {
        const { clock, queue, work, tries } = world();
        work(broken);
        await queue.add('mail', {}, subject.jobOptions({ ...POLICY, retries }));
        await clock.advance(DAY);
        expect(tries.length, `tries in all with ${retries} retries`).toBe(retries + 1);
      }
    });

    test('each wait is at most twice the one before, and at least half of that', async () => {
      const { clock, queue, work, tries } = world();
      work(broken, 10);
      for (let i = 0; i < 10; i++) await queue.add('mail', {}, subject.jobOptions({ ...POLICY, retries: 3 }));
      await clock.advance(DAY);
      expect(tries.length, 'tries of 10 jobs with 3 retries').toBe(40);
      for (let id = 1; id <= 10; id++) {
        const times = tries.filter((one) => one.id === `${id}`).map(({ at }) => at);
        for (const [index, at] of times.slice(1).entries()) {
          const waitedMs = at - (times[index] ?? 0);
          const longestMs = 1_000 * 2 ** index;
          expect(waitedMs, `ms before retry ${index + 1}, of ${longestMs} at most`).toBeLessThanOrEqual(longestMs + 10);
          expect(waitedMs, `ms before retry ${index + 1}, of ${longestMs} at most`).toBeGreaterThanOrEqual(
            longestMs / 2,
          );
        }
      }
    });

    test('waits grow: the third is longer than the first', async () => {
      const { clock, queue, work, tries } = world();
      work(broken, 10);
      for (let i = 0; i < 10; i++) await queue.add('mail', {}, subject.jobOptions({ ...POLICY, retries: 3 }));
      await clock.advance(DAY);
      const sums = [0, 1, 2, 3].map((nth) => {
        const ofJob = (id: number) => tries.filter((one) => one.id === `${id + 1}`)[nth]?.at ?? 0;
        return Array.from({ length: 10 }, (_, id) => ofJob(id)).reduce((sum, at) => sum + at, 0);
      });
      const waited = (nth: number) => (sums[nth] ?? 0) - (sums[nth - 1] ?? 0);
      expect(waited(3) / waited(1), 'the third waits of ten jobs, beside their first').toBeGreaterThan(1.5);
    });

    test('between two tries a job is delayed, in the hands of nobody', async () => {
      const { clock, queue, work } = world();
      work(broken);
      const job = await queue.add('mail', {}, subject.jobOptions({ ...POLICY, retries: 3 }));
      await clock.advance(200);
      expect(await job.getState(), 'the state of a job 200 ms after its first try').toBe('delayed');
    });

    test('jobs that failed together do not come back together', async () => {
      const { clock, queue, work, tries } = world();
      work(broken, 50);
      for (let i = 0; i < 50; i++) await queue.add('mail', { i }, subject.jobOptions({ ...POLICY, retries: 1 }));
      await clock.advance(DAY);
      const again = tries.slice(50).map(({ at }) => at);
      const busiest = Math.max(...again.map((at) => again.filter((other) => Math.abs(other - at) < 10).length));
      expect(again.length, 'retries of 50 jobs').toBe(50);
      expect(busiest, 'retries within the same 10 ms').toBeLessThan(15);
    });

    for (const [ended, handler] of [
      ['failed', broken],
      ['completed', async () => 'sent'],
    ] as const) {
      test(`only so many ${ended} jobs are kept`, async () => {
        const { clock, queue, work } = world();
        work(handler);
        for (let i = 0; i < 20; i++) await queue.add('mail', { i }, subject.jobOptions({ ...POLICY, retries: 0 }));
        await clock.advance(60_000);
        const kept = (await queue.getJobCounts())[ended];
        expect(kept, `${ended} jobs kept of 20, with a limit of 5`).toBe(5);
      });

      test(`a ${ended} job is kept for its time and no longer`, async () => {
        const { clock, queue, work } = world();
        work(handler);
        const opts = subject.jobOptions({ ...POLICY, retries: 0 });
        const jobs = [await queue.add('mail', {}, opts)];
        for (const pauseMs of [POLICY.keepMs / 2, POLICY.keepMs]) {
          await clock.advance(pauseMs);
          jobs.push(await queue.add('mail', {}, opts));
          await clock.advance(1_000);
          const states = await Promise.all(jobs.slice(0, 2).map((job) => job.getState()));
          const gone = pauseMs === POLICY.keepMs;
          expect(states, gone ? 'two jobs, both more than an hour old' : 'two jobs, half an hour old and new').toEqual(
            gone ? ['unknown', 'unknown'] : [ended, ended],
          );
        }
      });
    }

    test('nothing that ended is still there after a year', async () => {
      const { clock, queue, work } = world();
      work(async ({ data }) => data.fails && broken());
      const opts = subject.jobOptions({ ...POLICY, retries: 0 });
      const [good, bad] = [await queue.add('mail', {}, opts), await queue.add('mail', { fails: true }, opts)];
      await clock.advance(365 * DAY);
      await queue.add('mail', {}, opts);
      await queue.add('mail', { fails: true }, opts);
      await clock.advance(1_000);
      expect(await Promise.all([good.getState(), bad.getState()]), 'two jobs, a year old').toEqual([
        'unknown',
        'unknown',
      ]);
    });
  });

  task(2, 'Permanent errors', () => {
    const opts = { attempts: 4, backoff: 100 };

    test('a permanent error is not tried again', async () => {
      const { clock, queue, work, tries } = world();
      const hopeless = async () => {
        throw new subject.PermanentError('no such address');
      };
      work(subject.processorOf(hopeless));
      await queue.add('mail', {}, opts);
      await clock.advance(60_000);
      expect(tries.length, 'tries').toBe(1);
    });

    test('a permanent error keeps its message', async () => {
      const { clock, queue, work } = world();
      const hopeless = async () => {
        throw new subject.PermanentError('no such address');
      };
      work(subject.processorOf(hopeless));
      const { id } = await queue.add('mail', {}, opts);
      await clock.advance(60_000);
      expect((await queue.getJob(id))?.failedReason, 'why it failed').toBe('no such address');
    });

    test('any other error is tried again, and keeps its message', async () => {
      const { clock, queue, work, tries } = world();
      work(subject.processorOf(broken));
      const { id } = await queue.add('mail', {}, opts);
      await clock.advance(60_000);
      expect(tries.length, 'tries').toBe(4);
      expect((await queue.getJob(id))?.failedReason, 'why it failed').toBe('mail server down');
    });

    test('what goes well is returned', async () => {
      const { clock, queue, work } = world();
      work(subject.processorOf(async (data) => ({ sent: data })));
      const { id } = await queue.add('mail', 'Ada', opts);
      await clock.advance(60_000);
      expect((await queue.getJob(id))?.returnvalue).toEqual({ sent: 'Ada' });
    });
  });

  task(3, 'Dead letters', () => {
    const buries = (opts: object, handler: Processor = broken) =>
      story(async ({ clock, queue, letters, work, told }) => {
        work(handler).on('failed', (job, error) => told(subject.bury(letters, job, error)));
        await queue.add('mail', { to: 'Ada' }, opts);
        await clock.advance(600_000);
        return letters.getJobs('waiting');
      });

    test('a job that is tried no more leaves one letter', async () => {
      expect((await buries({ attempts: 3, backoff: 100 })).length, 'letters of one job, tried three times').toBe(1);
    });

    test('a job that goes well in the end leaves none', async () => {
      let tries = 0;
      const second = async () => {
        if (++tries < 2) throw new Error('mail server down');
      };
      expect((await buries({ attempts: 3, backoff: 100 }, second)).length, 'letters').toBe(0);
    });

    test('a job given up before its last try leaves a letter too', async () => {
      const hopeless = async () => {
        throw Object.assign(new Error('no such address'), { name: 'UnrecoverableError' });
      };
      expect((await buries({ attempts: 3, backoff: 100 }, hopeless)).length, 'letters').toBe(1);
    });

    test('a letter tells all that is needed to send the job again', async () => {
      const [letter] = await buries({ jobId: 'order-7', attempts: 2, backoff: 100 });
      const expected = { queue: 'jobs', jobId: 'order-7', name: 'mail', data: { to: 'Ada' }, attempts: 2 };
      expect(letter?.data).toEqual({ ...expected, error: 'mail server down' });
      expect(letter?.name, 'the name of the letter').toBe('mail');
    });

    test('a job buried twice has one letter, and different jobs have different ones', async () => {
      const found = await story(async ({ clock, queue, letters, work, told }) => {
        work(broken).on('failed', (job, error) => {
          told(subject.bury(letters, job, error));
          told(subject.bury(letters, job, error));
        });
        await queue.add('mail', { to: 'Ada' });
        await queue.add('mail', { to: 'Bob' });
        await clock.advance(60_000);
        return letters.getJobs('waiting');
      });
      expect(found.map(({ data }) => data.data.to).sort(), 'whose letters').toEqual(['Ada', 'Bob']);
    });

    test('a scheduled job can be buried: its id holds colons', async () => {
      const found = await story(async ({ clock, queue, letters, work, told }) => {
        work(broken).on('failed', (job, error) => told(subject.bury(letters, job, error)));
        await queue.upsertJobScheduler('digest', { every: DAY }, { name: 'digest' });
        await clock.advance(60_000);
        return letters.getJobs('waiting');
      });
      expect(found.length, 'letters').toBe(1);
      expect(found[0]?.data.jobId, 'the id in the letter is the id of the job').toBe('repeat:digest:0');
    });
  });
});

function world() {
  const clock = new VirtualClock();
  const line = new Timeline(clock);
  const model = new QueueModel({ clock, random: seededRandom(11) });
  const queue = model.queue('jobs');
  const letters = model.queue('dead-letters');
  const tries: { id: string; at: number }[] = [];
  const work = (processor: Processor, concurrency = 1) =>
    model.worker(
      'jobs',
      (job) => {
        tries.push({ id: job.id, at: clock.monotonic() });
        line.add(`try ${job.attemptsMade + 1} of ${job.name} ${job.id}`);
        return processor(job);
      },
      { concurrency },
    );
  return { clock, queue, letters, tries, work };
}

/** What listeners were told and threw fails the story, as an unhandled rejection would end a process. */
async function story<T>(
  tell: (about: ReturnType<typeof world> & { told: (done: Promise<void>) => void }) => Promise<T>,
): Promise<T> {
  const thrown: unknown[] = [];
  const told = (done: Promise<void>) => void done.catch((error) => thrown.push(error));
  const result = await tell({ ...world(), told });
  if (thrown.length > 0) throw thrown[0];
  return result;
}
