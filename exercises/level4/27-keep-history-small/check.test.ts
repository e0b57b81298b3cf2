import Database from 'libsql';
import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'By age', () => {
    test('what is too old goes, the rest stays, and it says how many', () => {
      const { db, left } = history('a1 a2 a3 a4');
      expect(subject.removeOlder(db, 3, 100), 'its answer').toBe(2);
      expect(left(), 'runs left, when those before 3 are too old').toBe('a3 a4');
    });

    test('what is running stays, however old', () => {
      const { db, left } = history('a1 a2! a3 a4');
      subject.removeOlder(db, 4, 100);
      expect(left(), 'runs left; a2 is running').toBe('a2! a4');
    });

    test('the newest run stays, however old', () => {
      const { db, left } = history('a1 a2');
      subject.removeOlder(db, 9, 100);
      expect(left(), 'runs left, when all are too old').toBe('a2');
    });

    test('each job keeps a newest run of its own', () => {
      const { db, left } = history('a1 a2 b3 a4 a5 c2');
      subject.removeOlder(db, 9, 100);
      expect(left(), 'runs left, when all are too old').toBe('c2 b3 a5');
    });

    test('it never removes more than the limit', async () => {
      await holdsForAll(fc.nat(8), (limit) => {
        const { db, left } = history('a1 a2 a3 a4 a5 a6 a7 a8');
        expect(subject.removeOlder(db, 7, limit), `its answer, of 6 with a limit of ${limit}`).toBe(Math.min(6, limit));
        expect(left().split(' ').length, 'runs left').toBe(8 - Math.min(6, limit));
      });
    });
  });

  task(2, 'By count', () => {
    test('the newest of each job stay, in whatever order they were written', async () => {
      const written = fc.shuffledSubarray(['a1', 'a2', 'a3', 'a4', 'a5'], { minLength: 5 });
      await holdsForAll(written, (order) => {
        const { db, left } = history(order.join(' '));
        expect(subject.removeBeyond(db, 2, 100), 'its answer').toBe(3);
        expect(left(), `runs left, written in the order ${order.join(' ')}`).toBe('a4 a5');
      });
    });

    test('each job is counted by itself', () => {
      const { db, left } = history('a1 a2 a3 b1 c1 c2');
      subject.removeBeyond(db, 2, 100);
      expect(left(), 'runs left, two of each job').toBe('b1 c1 a2 c2 a3');
    });

    test('what is running stays, however many are newer', () => {
      const { db, left } = history('a1! a2 a3 a4');
      subject.removeBeyond(db, 2, 100);
      expect(left(), 'runs left; a1 is running').toBe('a1! a3 a4');
    });

    test('what is running takes a place as any other', () => {
      const { db, left } = history('a2 a3 a4! a5');
      subject.removeBeyond(db, 2, 100);
      expect(left(), 'runs left; a4 is running').toBe('a4! a5');
    });

    test('no more than the limit at a time', () => {
      const { db, left } = history('a1 a2 a3 a4 a5 a6');
      expect(subject.removeBeyond(db, 1, 2), 'its answer, with a limit of 2').toBe(2);
      expect(left().split(' ').length, 'runs left of six').toBe(4);
    });
  });

  task(3, 'Both', () => {
    test('nothing is left beyond either bound, and nothing within them is gone', async () => {
      const runs = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 12 })), {
        selector: ([job, slot]) => job + slot,
        maxLength: 24,
      });
      const bounds = { before: fc.integer({ min: 0, max: 13 }), keep: fc.integer({ min: 1, max: 5 }) };
      const worlds = fc.record({ runs, ...bounds, limit: fc.integer({ min: 1, max: 4 }) });
      await holdsForAll(worlds, async ({ runs, before, keep, limit }) => {
        const { db, left, pause } = history(runs.map(([job, slot]) => job + slot).join(' '));
        const newest = (job: string) => runs.filter(([other]) => other === job).sort(([, a], [, b]) => b - a);
        const stay = runs.filter(([job, slot]) => {
          const place = newest(job).findIndex(([, other]) => other === slot);
          return place === 0 || (place < keep && slot >= before);
        });
        const answer = await subject.prune(db, { before, keep }, limit, pause);
        const expected = stay.sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([job, slot]) => job + slot);
        expect(left(), `runs left: ${keep} of each job, those before ${before} too old`).toBe(expected.join(' '));
        expect(answer, 'its answer: how many it removed').toBe(runs.length - stay.length);
      });
    });

    test('between two pauses no more than one batch is removed', async () => {
      const { db, left, pause, counts } = history('a1 a2 a3 a4 a5 a6 a7 a8 a9');
      await subject.prune(db, { before: 5, keep: 2 }, 2, pause);
      const steps = [9, ...counts, left().split(' ').length].map((count, index, all) => (all[index - 1] ?? 9) - count);
      expect(Math.max(...steps), 'the most that was removed without a pause').toBe(2);
      expect(left(), 'runs left').toBe('a8 a9');
    });

    test('it goes on until nothing is left to remove', async () => {
      const { db, left, pause } = history('a1 a2 a3 a4 a5 a6');
      await subject.prune(db, { before: 5, keep: 100 }, 1, pause);
      expect(left(), 'runs left, in batches of one, when those before 5 are too old').toBe('a5 a6');
    });
  });
});

/** A table of runs: `a3` is job a's run of slot 3, and `a3!` is still running. */
function history(runs: string) {
  const story = new Timeline({ monotonic: () => 0 });
  const db = new Database(':memory:');
  db.exec('CREATE TABLE runs (job TEXT NOT NULL, slot INTEGER NOT NULL, state TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO runs VALUES (?, ?, ?)');
  for (const run of runs.split(' ').filter(Boolean)) {
    const [, job = '', slot, running] = /^(\w)(\d+)(!?)$/.exec(run) ?? [];
    insert.run(job, Number(slot), running ? 'running' : 'success');
  }
  const left = () => {
    const rows = db.prepare('SELECT * FROM runs ORDER BY slot, job').all() as {
      job: string;
      slot: number;
      state: string;
    }[];
    return rows.map(({ job, slot, state }) => `${job}${slot}${state === 'running' ? '!' : ''}`).join(' ');
  };
  story.add(`in the table: ${left()}`);
  const counts: number[] = [];
  const pause = async () => {
    counts.push(left().split(' ').length);
    story.add(`a pause; left: ${left()}`);
  };
  return { db, left, pause, counts };
}
