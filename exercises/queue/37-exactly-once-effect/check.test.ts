import {
  check,
  expect,
  fc,
  holdsForAll,
  ProcessClock,
  type QueueJob,
  QueueModel,
  Timeline,
  task,
  test,
  VirtualClock,
} from '#kit';
import { Database, type Transaction } from './ledger.ts';

const DAY = 86_400_000;
const LOCK_MS = 1_000;

check<typeof import('./exercise.ts')>((subject) => {
  const job = (data: object, also: object = {}) =>
    ({ id: '1', attemptsMade: 0, timestamp: 0, ...also, data }) as QueueJob;
  const seven = { order: 'o-7', refund: 'r-1', cents: 500 };

  task(1, 'The key', () => {
    test('the same refund asked for by another job has the same key', () => {
      const first = subject.effectKey(job(seven));
      expect(subject.effectKey(job({ ...seven }, { id: '2' })), 'the key, sent again from a dead letter').toBe(first);
    });

    test('a later try has the same key', () => {
      const first = subject.effectKey(job(seven));
      expect(subject.effectKey(job(seven, { attemptsMade: 2, timestamp: 99 })), 'the key at the third try').toBe(first);
    });

    test('two refunds of one order have different keys', () => {
      const second = subject.effectKey(job({ ...seven, refund: 'r-2' }));
      expect(second, 'the key of r-2 of o-7, beside that of r-1').not.toBe(subject.effectKey(job(seven)));
    });

    test('different refunds have different keys', async () => {
      const text = fc.string({ maxLength: 3, unit: fc.constantFrom('a', '-', ':', '"', ',') });
      await holdsForAll(
        fc.tuple(text, text, text, text),
        ([order, refund, other, another]) => {
          if (order === other && refund === another) return;
          const one = subject.effectKey(job({ order, refund, cents: 1 }));
          const two = subject.effectKey(job({ order: other, refund: another, cents: 1 }));
          expect(
            one,
            `the key of ${JSON.stringify({ order, refund })} beside that of ${other} and ${another}`,
          ).not.toBe(two);
        },
        { runs: 1_000 },
      );
    });
  });

  task(2, 'Once', () => {
    const refund = (tx: Transaction) => tx.refund('o-7', 500);

    test('the effect happens and its result is given', async () => {
      const { clock, database, process } = world();
      const { ledger } = process('A');
      const done = subject.once(ledger, clock, 'k', refund);
      await clock.advance(1_000);
      expect(await done, 'what it gave').toBe('receipt of o-7');
      expect(database.refunds.length, 'refunds').toBe(1);
    });

    test('who comes later gets the result of the first, and nothing happens again', async () => {
      const { clock, database, process } = world();
      const { ledger } = process('A');
      const both = (async () => [
        await subject.once(ledger, clock, 'k', refund),
        await subject.once(ledger, clock, 'k', refund),
      ])();
      await clock.advance(1_000);
      expect(await both, 'what both were given').toEqual(['receipt of o-7', 'receipt of o-7']);
      expect(database.refunds.length, 'refunds').toBe(1);
    });

    test('an effect that gives nothing happens once too', async () => {
      const { clock, database, process } = world();
      const { ledger } = process('A');
      const silent = async (tx: Transaction) => void (await refund(tx));
      for (let i = 0; i < 2; i++) {
        void subject.once(ledger, clock, 'k', silent);
        await clock.advance(1_000);
      }
      expect(database.refunds.length, 'refunds').toBe(1);
    });

    test('different keys are different effects', async () => {
      const { clock, database, process } = world();
      const { ledger } = process('A');
      for (const key of ['k', 'l']) void subject.once(ledger, clock, key, refund);
      await clock.advance(1_000);
      expect(database.refunds.length, 'refunds').toBe(2);
    });

    test('of two that come at the same moment, one acts', async () => {
      const { clock, database, process } = world();
      const done = ['A', 'B'].map((name) => subject.once(process(name).ledger, clock, 'k', refund));
      await clock.advance(1_000);
      expect(database.refunds.length, 'refunds').toBe(1);
      expect(await Promise.all(done), 'what both were given').toEqual(['receipt of o-7', 'receipt of o-7']);
    });

    test('an effect that fails leaves no key: the next try can do it', async () => {
      const { clock, database, process } = world();
      const { ledger } = process('A');
      const failing = async (tx: Transaction) => {
        await refund(tx);
        throw new Error('bank away');
      };
      const caught = subject.once(ledger, clock, 'k', failing).catch(({ message }) => message);
      await clock.advance(1_000);
      expect(await caught, 'what the caller caught').toBe('bank away');
      void subject.once(ledger, clock, 'k', refund);
      await clock.advance(1_000);
      expect(database.refunds.length, 'refunds').toBe(1);
    });
  });

  task(3, 'Under stalls', () => {
    for (const [harm, what] of [
      ['kill', 'killed at any moment'],
      ['block', 'blocked past its lock at any moment'],
    ] as const) {
      test(`a worker ${what}: the money goes out exactly once`, async () => {
        for (let atMs = 1; atMs <= 30; atMs += 2) {
          const { clock, database, story, queue, process } = world();
          const [a, b] = [process('A'), process('B')];
          a.work(subject.refundProcessor(a.ledger, a.clock));
          await queue.add('refund', seven);
          clock.setTimeout(() => {
            story.add(`A is ${harm === 'kill' ? 'killed' : 'blocked for 10 s'}`);
            if (harm === 'kill') a.clock.kill();
            else a.clock.block(10_000);
            b.work(subject.refundProcessor(b.ledger, b.clock));
          }, atMs);
          await clock.advance(60_000);
          const paid = database.refunds.map(({ order, cents }) => `${cents} for ${order}`);
          expect(paid, `what was refunded, A being ${harm}ed after ${atMs} ms`).toEqual(['500 for o-7']);
        }
      });
    }

    test('a job sent again under a new id pays nothing more, and gives the receipt', async () => {
      const { clock, database, queue, process } = world();
      const a = process('A');
      a.work(subject.refundProcessor(a.ledger, a.clock));
      const jobs = [await queue.add('refund', seven)];
      await clock.advance(1_000);
      jobs.push(await queue.add('refund', seven));
      await clock.advance(1_000);
      const results = await Promise.all(jobs.map(async ({ id }) => (await queue.getJob(id))?.returnvalue));
      expect(database.refunds.length, 'refunds').toBe(1);
      expect(results, 'the results of both jobs').toEqual(['receipt of o-7', 'receipt of o-7']);
    });

    test('to be asked again is no error: both jobs complete', async () => {
      const { clock, queue, process } = world();
      const a = process('A');
      a.work(subject.refundProcessor(a.ledger, a.clock));
      const jobs = [await queue.add('refund', seven), await queue.add('refund', seven)];
      await clock.advance(1_000);
      expect(await Promise.all(jobs.map((one) => one.getState()))).toEqual(['completed', 'completed']);
    });

    test('each of many refunds is paid', async () => {
      const { clock, database, queue, process } = world();
      const a = process('A');
      a.work(subject.refundProcessor(a.ledger, a.clock));
      for (const order of ['o-1', 'o-2', 'o-3']) await queue.add('refund', { ...seven, order, cents: order.length });
      await clock.advance(1_000);
      expect(database.refunds.map(({ order, cents }) => [order, cents])).toEqual([
        ['o-1', 3],
        ['o-2', 3],
        ['o-3', 3],
      ]);
    });
  });

  task(4, 'Expiry', () => {
    const keep = async (ages: readonly number[]) => {
      const { clock, database, process } = world();
      const { ledger } = process('A');
      await clock.advance(100 * DAY);
      for (const age of ages) database.keys.set(`${age} days`, { at: clock.now() - age * DAY, result: undefined });
      const forgotten = subject.forgetKeys(ledger, clock, 30 * DAY);
      await clock.advance(1_000);
      return { forgotten: await forgotten, kept: [...database.keys.keys()] };
    };

    test('keys older than they are kept are forgotten', async () => {
      const { kept } = await keep([31, 60]);
      expect(kept, 'keys kept, of 31 and 60 days').toEqual([]);
    });

    test('younger keys stay', async () => {
      const { kept } = await keep([1, 29]);
      expect(kept, 'keys kept, of 1 and 29 days').toEqual(['1 days', '29 days']);
    });

    test('it says how many', async () => {
      const { forgotten } = await keep([1, 31, 60]);
      expect(forgotten, 'forgotten of 1, 31 and 60 days').toBe(2);
    });

    test('keys are dated when their effect happens, so that they can grow old', async () => {
      const { clock, database, process } = world();
      await clock.advance(5 * DAY);
      void subject.once(process('A').ledger, clock, 'k', (tx) => tx.refund('o-7', 500));
      await clock.advance(1_000);
      const [row] = database.keys.values();
      expect(Math.round((row?.at ?? 0) / DAY), 'the day of the key, after five days').toBe(5);
    });
  });
});

function world() {
  const clock = new VirtualClock({ start: 0 });
  const story = new Timeline(clock);
  const database = new Database();
  const model = new QueueModel({ clock });
  const queue = model.queue('refunds');
  /** A process of its own: it can be killed, or blocked, without the others noticing. */
  const process = (name: string) => {
    const own = new ProcessClock(clock);
    return {
      clock: own,
      ledger: database.connect(own, ({ order }) => story.add(`${name} pays for ${order}`)),
      work(processor: (job: QueueJob) => Promise<unknown>) {
        const options = { clock: own, lockDuration: LOCK_MS, stalledInterval: LOCK_MS, maxStalledCount: 3 };
        const noted = (job: QueueJob) => {
          story.add(`${name} takes the job`);
          return processor(job);
        };
        const worker = model.worker('refunds', noted, options);
        worker.on('completed', () => story.add(`${name} completes it`));
        worker.on('error', ({ message }) => story.add(`${name} is refused: ${message}`));
        worker.on('failed', (_job, { message }) => story.add(`${name} fails: ${message}`));
      },
    };
  };
  return { clock, story, database, queue, process };
}
