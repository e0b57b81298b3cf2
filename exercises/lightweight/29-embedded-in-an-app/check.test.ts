import fastify, { type FastifyInstance } from 'fastify';
import { check, expect, sleep, Timeline, task, test, VirtualClock } from '#kit';
import type { Scheduler } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Start', () => {
    test('building the application starts nothing', async () => {
      const { app, scheduler, seen, clock } = world();
      subject.startWithApp(app, scheduler);
      await clock.advance(1_000);
      expect(seen.starts, 'times the scheduler was started').toBe(0);
    });

    test('the scheduler starts after every plugin, also one that is registered later', async () => {
      const { app, scheduler, seen, until } = world();
      subject.startWithApp(app, scheduler);
      app.register(seen.database);
      await until('the application is ready', app.ready());
      expect(seen.log, 'what had happened when the application was ready').toContain('the scheduler starts');
      expect(seen.log.join(', then '), 'what happened').toMatch(/the database is open.* the scheduler starts/);
    });

    test('the application is not ready before the scheduler is', async () => {
      const { app, scheduler, seen, until } = world();
      subject.startWithApp(app, scheduler);
      await until('the application is ready', app.ready());
      expect(seen.log, 'what had happened when the application was ready').toContain('the scheduler has started');
    });

    test('a scheduler that cannot start keeps the application from getting ready', async () => {
      const { app, scheduler, until } = world({ cannot: 'start' });
      subject.startWithApp(app, scheduler);
      const outcome = await until('the application is ready', app.ready());
      expect(outcome, 'how app.ready() ended').toBe('rejected: the job store is away');
    });

    test('requests do not start it again', async () => {
      const { app, scheduler, seen, until } = world();
      subject.startWithApp(app, scheduler);
      for (const path of ['/', '/', '/']) await until(`a request for ${path}`, app.inject(path));
      expect(seen.starts, 'times the scheduler was started').toBeLessThanOrEqual(1);
    });
  });

  task(2, 'Stop', () => {
    test('closing the application stops the scheduler', async () => {
      const { app, scheduler, seen, until, clock } = world();
      subject.stopWithApp(app, scheduler);
      await until('the application is ready', app.ready());
      expect(seen.stops, 'times it was stopped while the application runs').toBe(0);
      await until('the application is closed', app.close());
      await clock.advance(1_000);
      expect(seen.stops, 'times it was stopped').toBe(1);
    });

    test('close is over only when the last run has ended', async () => {
      const { app, scheduler, seen, until } = world();
      subject.stopWithApp(app, scheduler);
      await until('the application is ready', app.ready());
      await until('the application is closed', app.close());
      expect(seen.log, 'what had happened when close() was over').toContain('the last run has ended');
    });

    test('what jobs use is open until the last run has ended', async () => {
      for (const registered of ['before', 'after'] as const) {
        const { app, scheduler, seen, until } = world();
        if (registered === 'before') app.register(seen.database);
        subject.stopWithApp(app, scheduler);
        if (registered === 'after') app.register(seen.database);
        await until('the application is ready', app.ready());
        await until('the application is closed', app.close());
        const closed = seen.log.slice(seen.log.indexOf('the scheduler is told to stop'));
        expect(closed.join(', then '), `close(), with a database plugin registered ${registered} the scheduler`).toBe(
          'the scheduler is told to stop, then the last run has ended, then the database is closed',
        );
      }
    });

    test('a stop that fails is not kept quiet', async () => {
      const { app, scheduler, until } = world({ cannot: 'stop' });
      subject.stopWithApp(app, scheduler);
      await until('the application is ready', app.ready());
      const outcome = await until('the application is closed', app.close());
      expect(outcome, 'how app.close() ended').toBe('rejected: the job store is away');
    });

    test('signals are left to whoever runs the application', () => {
      const { app, scheduler } = world();
      const before = [...process.listeners('SIGTERM'), ...process.listeners('SIGINT')];
      subject.stopWithApp(app, scheduler);
      const after = (['SIGTERM', 'SIGINT'] as const).flatMap((name) =>
        process.listeners(name).map((listener) => ({ name, listener })),
      );
      const added = after.filter(({ listener }) => !before.includes(listener));
      for (const { name, listener } of added) process.off(name, listener);
      expect(
        added.map(({ name }) => name),
        'signals it began to listen for',
      ).toEqual([]);
    });
  });

  task(3, 'Reload', () => {
    test('a reload answers with an application that is ready', async () => {
      const { build, until, seen } = site();
      const reload = subject.reloader(build);
      expect(await until('a reload', reload()), 'how the reload ended').toBe('resolved');
      expect(seen.running, 'applications that were ready when it answered').toEqual(['app 1']);
    });

    test('two applications are never ready at once', async () => {
      const { build, until, seen } = site();
      const reload = subject.reloader(build);
      for (let saved = 1; saved <= 3; saved++) await until('a reload', reload());
      expect(seen.most, 'applications ready at one moment').toBe(1);
    });

    test('the application that was replaced is closed', async () => {
      const { build, until, seen } = site();
      const reload = subject.reloader(build);
      for (let saved = 1; saved <= 3; saved++) await until('a reload', reload());
      expect(seen.running, 'applications left running after three reloads').toEqual(['app 3']);
    });

    test('when a build fails, the old application goes on', async () => {
      const { build, until, seen } = site({ broken: [2] });
      const reload = subject.reloader(build);
      await until('a reload', reload());
      expect(await until('a reload', reload()), 'how the second reload ended').toBe('rejected: a comma is missing');
      expect(seen.running, 'applications that run').toEqual(['app 1']);
    });

    test('after a reload that failed the next one works', async () => {
      const { build, until, seen } = site({ broken: [1] });
      const reload = subject.reloader(build);
      await until('a reload', reload());
      expect(await until('a reload', reload()), 'how the second reload ended').toBe('resolved');
      expect(seen.running, 'applications that run').toEqual(['app 2']);
    });

    test('reloads asked for at once come one after the other', async () => {
      const { build, until, seen } = site();
      const reload = subject.reloader(build);
      await until('a reload', reload());
      await until('two reloads', Promise.all([reload(), reload()]));
      expect(seen.most, 'applications ready at one moment').toBe(1);
      expect(seen.running, 'applications left running').toEqual(['app 3']);
    });
  });
});

function begin() {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  /** Lets time pass until the promise has settled, and says how. */
  const until = async (what: string, promise: PromiseLike<unknown>) => {
    let outcome = 'still waiting';
    void Promise.resolve(promise).then(
      () => {
        outcome = 'resolved';
      },
      (error) => {
        outcome = `rejected: ${error instanceof Error ? error.message : error}`;
      },
    );
    for (let turn = 0; turn < 200 && outcome === 'still waiting'; turn++) await clock.advance(10);
    story.add(outcome === 'resolved' ? what : `${what}: ${outcome}`);
    return outcome;
  };
  return { clock, story, until };
}

/** An application with a scheduler that takes its time, and a database that is a plugin. */
function world({ cannot }: { cannot?: 'start' | 'stop' } = {}) {
  const { clock, story, until } = begin();
  const seen = { starts: 0, stops: 0, log: [] as string[], database };
  const note = (event: string) => {
    seen.log.push(event);
    story.add(event);
  };
  const scheduler: Scheduler = {
    async start() {
      seen.starts++;
      note('the scheduler starts');
      await sleep(clock, 100);
      if (cannot === 'start') throw new Error('the job store is away');
      note('the scheduler has started');
    },
    async stop() {
      seen.stops++;
      note('the scheduler is told to stop');
      await sleep(clock, 300);
      if (cannot === 'stop') throw new Error('the job store is away');
      note('the last run has ended');
    },
  };
  async function database(app: FastifyInstance) {
    await sleep(clock, 50);
    note('the database is open');
    app.addHook('onClose', async () => note('the database is closed'));
  }
  const app = fastify();
  app.get('/', async () => 'hello');
  return { app, scheduler, seen, clock, until };
}

/** Builds of an application whose getting ready and closing take a while. */
function site({ broken = [] }: { broken?: number[] } = {}) {
  const { clock, story, until } = begin();
  const seen = { builds: 0, most: 0, running: [] as string[] };
  const build = async () => {
    const number = ++seen.builds;
    const name = `app ${number}`;
    story.add(`${name} is built`);
    await sleep(clock, 50);
    if (broken.includes(number)) throw new Error('a comma is missing');
    const app = fastify();
    app.addHook('onReady', async () => {
      await sleep(clock, 100);
      seen.running.push(name);
      seen.most = Math.max(seen.most, seen.running.length);
      story.add(`${name} is ready`);
    });
    app.addHook('preClose', async () => {
      await sleep(clock, 200);
      seen.running = seen.running.filter((each) => each !== name);
      story.add(`${name} is closed`);
    });
    return app;
  };
  return { build, seen, until };
}
