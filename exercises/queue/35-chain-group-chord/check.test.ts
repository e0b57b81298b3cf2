import { check, expect, type Processor, QueueModel, sleep, Timeline, task, test, VirtualClock } from '#kit';

const place = { id: 'report-7', queue: 'jobs' };
const MINUTE = 60_000;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Chain', () => {
    const steps = ['fetch', 'reckon', 'send'].map((name, index) => ({ name, data: { ms: 300 - 100 * index } }));

    test('each step begins when the one before it has ended', async () => {
      const { flows, clock, log, work } = world();
      work();
      await subject.chain(flows, place, steps);
      await clock.advance(MINUTE);
      const expected = steps.flatMap(({ name }) => [`${name} begins`, `${name} ends`]);
      expect(log, 'what happened').toEqual(expected);
    });

    test('it gives the job of the last step, which completes last', async () => {
      const { flows, clock, work } = world();
      work();
      const last = await subject.chain(flows, place, steps);
      expect(last.name, 'the job it gave').toBe('send');
      await clock.advance(450);
      expect(await last.getState(), 'the last step while the second is at work').toBe('waiting-children');
      await clock.advance(MINUTE);
      expect(await last.getState(), 'the last step in the end').toBe('completed');
    });

    test('each step has its data, and the result of the one before it', async () => {
      const { flows, clock, work } = world();
      const told: unknown[] = [];
      work(async (job) => {
        told.push([job.name, job.data, await subject.previousResult(job)]);
        return `result of ${job.name}`;
      });
      await subject.chain(flows, place, steps);
      await clock.advance(MINUTE);
      expect(told, 'what the steps were told').toEqual([
        ['fetch', { ms: 300 }, undefined],
        ['reckon', { ms: 200 }, 'result of fetch'],
        ['send', { ms: 100 }, 'result of reckon'],
      ]);
    });

    test('a chain of two is in order, and one of one is that step', async () => {
      for (const some of [steps.slice(0, 2), steps.slice(0, 1)]) {
        const { flows, clock, log, work } = world();
        work();
        await subject.chain(flows, place, some);
        await clock.advance(MINUTE);
        expect(log, 'what happened').toEqual(some.flatMap(({ name }) => [`${name} begins`, `${name} ends`]));
      }
    });

    const broken = [{ name: 'fetch', data: { fails: true } }, ...steps.slice(1)];

    test('after a step that failed for good nothing runs', async () => {
      const { flows, clock, log, work } = world();
      work();
      await subject.chain(flows, place, broken);
      await clock.advance(MINUTE);
      expect(log, 'what happened').toEqual(['fetch begins', 'fetch fails']);
    });

    test('what comes after a step that failed does not wait for ever', async () => {
      const { flows, clock, work } = world();
      work();
      const last = await subject.chain(flows, place, broken);
      await clock.advance(MINUTE);
      expect(await last.getState(), 'the last step, a minute later').toBe('failed');
    });
  });

  const cities = [
    { name: 'city', data: { city: 'Rome', ms: 300 } },
    { name: 'city', data: { city: 'Oslo', ms: 100 } },
    { name: 'city', data: { city: 'Lima', ms: 200 } },
  ];
  const withFailure = cities.map((step, index) =>
    index === 1 ? { ...step, data: { ...step.data, fails: true } } : step,
  );
  const report = { name: 'report', data: { to: 'Ada' } };

  task(2, 'Group, then', () => {
    test('the group runs side by side', async () => {
      const { flows, clock, log, work } = world();
      work();
      await subject.chord(flows, place, cities, report);
      await clock.advance(50);
      expect(log.length, 'members at work after 50 ms').toBe(3);
    });

    test('what comes then runs once, after all of the group', async () => {
      const { flows, clock, log, work } = world();
      work();
      await subject.chord(flows, place, cities, report);
      await clock.advance(MINUTE);
      expect(log.filter((line) => line === 'report begins').length, 'times the report began').toBe(1);
      expect(log.indexOf('report begins'), 'lines before the report: three begin, three end').toBe(6);
    });

    test('it gives the job of what comes then, with its own data', async () => {
      const { flows } = world();
      const job = await subject.chord(flows, place, cities, report);
      expect([job.name, job.data]).toEqual(['report', { to: 'Ada' }]);
    });

    test('one that fails takes nothing from the others: the report runs', async () => {
      const { flows, clock, log, work } = world();
      work();
      const job = await subject.chord(flows, place, withFailure, report);
      await clock.advance(MINUTE);
      expect(log.filter((line) => line === 'city ends').length, 'members that ended well').toBe(2);
      expect(await job.getState(), 'the report').toBe('completed');
    });

    test('one that fails leaves nobody waiting for ever', async () => {
      const { flows, clock, work } = world();
      work();
      const job = await subject.chord(flows, place, withFailure, report);
      await clock.advance(MINUTE);
      expect(await job.getState(), 'the report, a minute later').not.toBe('waiting-children');
    });

    test('two flows do not get in the way of each other', async () => {
      const { flows, clock, log, work } = world();
      work();
      await subject.chord(flows, place, cities, report);
      await subject.chord(flows, { ...place, id: 'report-8' }, cities, report);
      await clock.advance(MINUTE);
      expect(log.filter((line) => line === 'city ends').length, 'members that ended').toBe(6);
    });
  });

  task(3, 'What the group came to', () => {
    const resultsOf = async (group: typeof cities, parent = place) => {
      const { flows, clock, work } = world();
      let results: unknown;
      work(async (job) => {
        if (job.name === 'report') results = await subject.groupResults(job, parent, group.length);
      });
      await subject.chord(flows, parent, group, report);
      await clock.advance(MINUTE);
      return results;
    };

    const told = (results: unknown) =>
      Array.isArray(results) ? results.map(({ ok, value }) => (ok ? value : 'failed')).join(', ') : results;

    test('results are in the order the group was given, whoever ended first', async () => {
      expect(told(await resultsOf(cities)), 'the results, in order').toBe('Rome, Oslo, Lima');
    });

    test('one that failed is told apart, in its place', async () => {
      expect(told(await resultsOf(withFailure)), 'how the three ended').toBe('Rome, failed, Lima');
    });

    test('of one that failed the error is told', async () => {
      expect(await resultsOf(withFailure)).toContainEqual({ ok: false, error: 'Oslo is down' });
    });

    test('a group of more than ten stays in order', async () => {
      const group = Array.from({ length: 12 }, (_, i) => ({
        name: 'city',
        data: { city: `c${i}`, ms: 100 + ((i * 7) % 12) },
      }));
      expect(told(await resultsOf(group)), 'the results, in order').toBe(group.map(({ data }) => data.city).join(', '));
    });

    test('a result of nothing is a result', async () => {
      const group = [{ name: 'city', data: { city: '', ms: 1 } }];
      expect(await resultsOf(group)).toEqual([{ ok: true, value: '' }]);
    });
  });
});

/** A queue with a worker that has hands enough, and a note of what its jobs did. */
function world() {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const model = new QueueModel({ clock });
  const log: string[] = [];
  const note = (what: string) => {
    log.push(what);
    story.add(what);
  };
  const work = (also: Processor = async ({ name }) => `did ${name}`) =>
    model.worker(
      'jobs',
      async (job) => {
        const { ms = 0, fails = false, city } = job.data;
        note(`${job.name} begins`);
        const result = await also(job);
        await sleep(clock, ms);
        note(`${job.name} ${fails ? 'fails' : 'ends'}`);
        if (fails) throw new Error(`${city} is down`);
        return city ?? result;
      },
      { concurrency: 20 },
    );
  return { clock, flows: model.flows(), log, work };
}
