import { check, expect, type ListConnection, ListServer, sleep, Timeline, task, test, VirtualClock } from '#kit';
import { ACTIVE, resultKey, WAITING } from './jobs.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'How it ended', () => {
    const told = async (value: unknown) => JSON.parse(await subject.outcomeOf({ id: 'a', data: 1 }, async () => value));

    test('a result arrives as it was returned', async () => {
      for (const value of [42, 0, 'text', '', null, true, false, [1, [2]], { sent: 3, to: ['a'] }])
        expect(await told(value), `the outcome of ${JSON.stringify(value)}`).toEqual({ ok: true, value });
    });

    test('no result arrives as null', async () => {
      expect(await told(undefined), 'the outcome of a handler that returns nothing').toEqual({ ok: true, value: null });
    });

    test('an error is an outcome, with its message', async () => {
      const outcome = await subject.outcomeOf({ id: 'a', data: 1 }, async () => {
        throw new Error('mail server down');
      });
      expect(JSON.parse(outcome)).toEqual({ ok: false, error: 'mail server down' });
    });

    test('a result that JSON refuses is a failure', async () => {
      const circle: { self?: unknown } = {};
      circle.self = circle;
      for (const value of [10n, circle]) expect((await told(value)).ok, 'whether it was called a success').toBe(false);
    });

    test('a result that JSON would quietly change is a failure', async () => {
      const values = { map: new Map([['sent', 3]]), date: new Date(0), nan: Number.NaN, deep: { seen: new Set([1]) } };
      for (const [name, value] of Object.entries(values))
        expect((await told(value)).ok, `whether a result with a ${name} was called a success`).toBe(false);
    });

    test('the handler is given the data of the job', async () => {
      const outcome = await subject.outcomeOf({ id: 'a', data: { to: 'Ada' } }, async (data) => data);
      expect(JSON.parse(outcome).value, 'what the handler was given').toEqual({ to: 'Ada' });
    });
  });

  task(2, 'Take one', () => {
    test('the job that waited longest is worked, and its outcome kept', async () => {
      const { clock, server, put, handler } = world();
      put('old', 'new');
      const took = subject.takeOne(server.connect(), server.connect(), handler);
      await clock.advance(1_000);
      expect(await took, 'whether there was a job').toBe(true);
      expect(outcome(server, 'old'), 'the outcome of the older job').toEqual({ ok: true, value: 'did old' });
      expect(server.list(WAITING).length, 'jobs left waiting').toBe(1);
    });

    test('where no job comes it says so after a second', async () => {
      const { clock, server, handler } = world();
      let said: boolean | undefined;
      void subject.takeOne(server.connect(), server.connect(), handler).then((took) => {
        said = took;
      });
      await clock.advance(1_500);
      expect(said, 'what it has said after a second and a half').toBe(false);
    });

    test('a worker that dies at its work leaves the job in ACTIVE', async () => {
      const { clock, server, put } = world();
      put('a');
      void subject.takeOne(server.connect(), server.connect(), () => new Promise(() => {}));
      await clock.advance(10_000);
      expect(server.list(ACTIVE).length, 'jobs in ACTIVE, the worker having died').toBe(1);
    });

    test('a job leaves ACTIVE only once its outcome is stored', async () => {
      const { clock, server, put, handler } = world();
      put('a');
      const connection = server.connect();
      const seen: boolean[] = [];
      const watched: ListConnection = {
        ...connection,
        lrem: (...args) => {
          seen.push(server.texts.has(resultKey('a')));
          return connection.lrem(...args);
        },
      };
      void subject.takeOne(server.connect(), watched, handler);
      await clock.advance(1_000);
      expect(server.list(ACTIVE), 'jobs still in ACTIVE').toEqual([]);
      expect(seen, 'whether the outcome was stored when the job was taken out of ACTIVE').toEqual([true]);
    });
  });

  task(3, 'Start and close', () => {
    test('it works one job after another, failing ones too', async () => {
      const { clock, server, put, handler } = world();
      put('a', 'broken', 'b');
      subject.startWorker(server.connect(), server.connect, handler);
      await clock.advance(5_000);
      expect(server.list(WAITING).length + server.list(ACTIVE).length, 'jobs not done').toBe(0);
      expect(outcome(server, 'b').ok, 'whether the job after the broken one went well').toBe(true);
    });

    test("a worker that waits does not hold up the application's connection", async () => {
      const { clock, server, handler, story } = world();
      const connection = server.connect();
      subject.startWorker(connection, server.connect, handler);
      await clock.advance(100);
      const asked = clock.monotonic();
      let answeredMs = Number.POSITIVE_INFINITY;
      story.add('the application adds a job');
      void connection.lpush(WAITING, JSON.stringify({ id: 'a', data: 'a' })).then(() => {
        answeredMs = clock.monotonic() - asked;
        story.add('Redis answers');
      });
      await clock.advance(5_000);
      expect(answeredMs, 'how many ms an add took while the worker was idle').toBeLessThan(100);
    });

    test('close resolves when the job in hand is done and its outcome stored', async () => {
      const { clock, server, put, handler, story } = world();
      put('slow');
      const worker = subject.startWorker(server.connect(), server.connect, handler);
      await clock.advance(100);
      story.add('close is called');
      const closed = worker.close().then(() => {
        story.add('close resolves: the process ends');
        return { stored: server.texts.has(resultKey('slow')), active: server.list(ACTIVE).length };
      });
      await clock.advance(20_000);
      expect(await closed, 'what Redis held when close resolved').toEqual({ stored: true, active: 0 });
    });

    test('nothing is taken once it is closed', async () => {
      const { clock, server, put, handler } = world();
      put('slow', 'next');
      const worker = subject.startWorker(server.connect(), server.connect, handler);
      await clock.advance(100);
      void worker.close();
      await clock.advance(20_000);
      expect(server.list(WAITING).length, 'jobs left for the next worker').toBe(1);
    });

    test('an idle worker closes within two seconds', async () => {
      const { clock, server, handler } = world();
      const worker = subject.startWorker(server.connect(), server.connect, handler);
      await clock.advance(100);
      let closed = false;
      void worker.close().then(() => {
        closed = true;
      });
      await clock.advance(2_000);
      expect(closed, 'whether close has resolved').toBe(true);
    });

    test('it ends the connections it opened', async () => {
      const { opened } = await closedWorker();
      expect(opened.filter(({ closed }) => !closed).length, 'connections of its own left open').toBe(0);
    });

    test("the application's connection stays open", async () => {
      const { connection } = await closedWorker();
      expect(connection.closed, "whether the application's connection was ended").toBe(false);
    });

    async function closedWorker() {
      const { clock, server, handler } = world();
      const opened: ReturnType<typeof server.connect>[] = [];
      const connect = () => {
        const one = server.connect();
        opened.push(one);
        return one;
      };
      const connection = server.connect();
      const worker = subject.startWorker(connection, connect, handler);
      await clock.advance(100);
      void worker.close();
      await clock.advance(20_000);
      return { opened, connection };
    }
  });
});

function world() {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const server = new ListServer(clock);
  const handler = async (data: unknown) => {
    story.add(`${data} begins`);
    if (data === 'slow') await sleep(clock, 8_000);
    story.add(`${data} ends`);
    if (data === 'broken') throw new Error('broken');
    return `did ${data}`;
  };
  const put = (...ids: string[]) => {
    for (const id of ids) server.list(WAITING).unshift(JSON.stringify({ id, data: id }));
  };
  return { clock, story, server, handler, put };
}

const outcome = (server: ListServer, id: string) =>
  JSON.parse(server.texts.get(resultKey(id)) ?? '{"ok":"never stored"}');
