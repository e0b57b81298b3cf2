import { check, expect, QueueModel, seededRandom, Timeline, task, test, VirtualClock } from '#kit';

const HOUR = 3_600_000;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'When', () => {
    test('a period is a period', () => {
      expect(subject.repeatOf({ name: 'tick', every: 30_000 })).toEqual({ every: 30_000 });
    });

    test('a cron entry always names its zone', () => {
      const berlin = subject.repeatOf({ name: 'report', cron: '0 9 * * *', timeZone: 'Europe/Berlin' });
      expect(berlin, 'for 09:00 in Berlin').toEqual({ pattern: '0 9 * * *', tz: 'Europe/Berlin' });
      const utc = subject.repeatOf({ name: 'report', cron: '0 9 * * *' });
      expect(utc, 'for 09:00, no zone given').toEqual({ pattern: '0 9 * * *', tz: 'UTC' });
    });
  });

  task(2, 'Publish', () => {
    test('it runs once in every period', async () => {
      const { clock, ran, queue, work } = world();
      work();
      await during(clock, subject.publish(queue, { name: 'tick', every: HOUR }), 10 * HOUR - 1);
      expect(ran.length, 'runs in ten hours of an hourly schedule, the first at once').toBe(10);
    });

    test('the job has the name and the data of its entry', async () => {
      const { clock, ran, queue, work } = world();
      work();
      await during(clock, subject.publish(queue, { name: 'tick', every: HOUR, data: { a: 1 } }), 1_000);
      expect(ran.map(({ name, data }) => ({ name, data }))).toEqual([{ name: 'tick', data: { a: 1 } }]);
    });

    test('a beat that starts again adds no run and shifts none', async () => {
      const { clock, ran, queue, work, story } = world();
      work();
      await during(clock, subject.publish(queue, { name: 'tick', every: HOUR }), HOUR / 4);
      for (let deploy = 0; deploy < 3; deploy++) {
        story.add('beat starts again');
        await during(clock, subject.publish(queue, { name: 'tick', every: HOUR }), HOUR / 10);
      }
      await clock.advance(HOUR);
      expect(
        ran.map(({ at }) => Math.round(at / HOUR)),
        'the hours at which it ran',
      ).toEqual([0, 1]);
      expect((ran[1]?.at ?? 0) % HOUR, 'ms by which the second run is off its hour').toBeLessThan(100);
    });

    test('a changed period takes effect', async () => {
      const { clock, ran, queue, work } = world();
      work();
      await during(clock, subject.publish(queue, { name: 'tick', every: 24 * HOUR }), HOUR);
      await during(clock, subject.publish(queue, { name: 'tick', every: HOUR }), 3 * HOUR - 1);
      expect(ran.length, 'runs: one of the daily schedule, then three hours of the hourly one').toBe(4);
    });
  });

  task(3, 'The whole table', () => {
    const table = [
      { name: 'tick', every: HOUR },
      { name: 'report', cron: '0 9 * * *', timeZone: 'Asia/Tokyo' },
    ];

    test('beats that start together make one run of each slot', async () => {
      const { clock, ran, beat, work, story } = world();
      work();
      story.add('three beats start');
      const all = Promise.all([beat('A'), beat('B'), beat('C')].map((queue) => subject.reconcile(queue, table)));
      await during(clock, all, 4 * HOUR - 1);
      expect(ran.filter(({ name }) => name === 'tick').length, 'runs of tick in four hours').toBe(4);
    });

    test('beats and workers in different zones agree on nine in the morning', async () => {
      for (const zones of [
        ['UTC', 'America/New_York'],
        ['America/New_York', 'Asia/Tokyo'],
      ] as const) {
        const { clock, ran, beat, work } = world();
        work(zones[1]);
        await during(clock, subject.reconcile(beat('A', zones[0]), [{ name: 'report', cron: '0 9 * * *' }]), 72 * HOUR);
        const hours = ran.map(({ at }) => Math.round(at / HOUR) % 24);
        expect(hours, `UTC hours of the report, beat in ${zones[0]}, worker in ${zones[1]}`).toEqual([9, 9, 9]);
      }
    });

    test('what is no longer in the table no longer runs', async () => {
      const { clock, ran, queue, work, story } = world();
      work();
      await during(clock, subject.reconcile(queue, table), 90 * 60_000);
      story.add('tick is taken out of the table');
      await during(clock, subject.reconcile(queue, table.slice(1)), 5 * HOUR);
      expect(ran.filter(({ name, at }) => name === 'tick' && at > 1.6 * HOUR).length, 'runs of it since').toBe(0);
    });

    test('what stays in the table is left alone', async () => {
      const { clock, ran, queue, work, story } = world();
      work();
      await during(clock, subject.reconcile(queue, table), HOUR / 4);
      story.add('beat starts again');
      await during(clock, subject.reconcile(queue, table), HOUR);
      expect(ran.filter(({ name }) => name === 'tick').map(({ at }) => Math.round(at / HOUR))).toEqual([0, 1]);
    });

    test('a new entry is added', async () => {
      const { clock, ran, queue, work } = world();
      work();
      await during(clock, subject.reconcile(queue, table), HOUR / 2);
      await during(clock, subject.reconcile(queue, [...table, { name: 'sync', every: HOUR }]), HOUR);
      expect(ran.filter(({ name }) => name === 'sync').length, 'runs of the new entry in an hour').toBeGreaterThan(0);
    });
  });
});

/** Midnight UTC, one queue, and a note of what ran when. */
function world() {
  const clock = new VirtualClock({ start: 0 });
  const story = new Timeline(clock);
  const model = new QueueModel({ clock });
  const random = seededRandom(7);
  const latencyMs = () => Math.ceil(random() * 20);
  const ran: { name: string; data: unknown; at: number }[] = [];
  const beat = (_name: string, processZone = 'UTC') => model.queue('jobs', { latencyMs, processZone });
  const work = (processZone = 'UTC') =>
    model.worker(
      'jobs',
      async ({ name, data }) => {
        ran.push({ name, data, at: clock.now() });
        story.add(`${name} runs`);
      },
      { processZone },
    );
  return { clock, story, ran, beat, work, queue: beat('A') };
}

/** Time passes while something is done; if that throws, so does this. */
async function during(clock: VirtualClock, done: Promise<unknown>, ms: number): Promise<void> {
  let failure: { thrown: unknown } | undefined;
  done.catch((thrown) => {
    failure = { thrown };
  });
  await clock.advance(ms);
  if (failure) throw failure.thrown;
}
