import Database from 'libsql';
import { check, expect, fc, holdsForAll, Timeline, task, test, VirtualClock } from '#kit';
import type { Db } from './exercise.ts';

const NOW = 1_000_000;
const DAY = 1_000;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'One batch', () => {
    test('what has expired goes, and what is valid stays', () => {
      const { db, tokens } = tokenTable({ 'expired long ago': NOW - DAY, 'valid for long': NOW + DAY });
      subject.deleteBatch(db, NOW, 10);
      expect(tokens(), 'tokens left').toEqual(['valid for long']);
    });

    test('a token is valid in the very millisecond in which it expires', () => {
      const { db, tokens } = tokenTable({ 'expired a millisecond ago': NOW - 1, 'expires now': NOW });
      subject.deleteBatch(db, NOW, 10);
      expect(tokens(), 'tokens left').toEqual(['expires now']);
    });

    test('a batch is never larger than its limit', async () => {
      await holdsForAll(
        fc.integer({ min: 1, max: 20 }),
        (limit) => {
          const { db, tokens } = tokenTable(expired(20));
          subject.deleteBatch(db, NOW, limit);
          expect(20 - tokens().length, `tokens deleted of 20 that have expired, with a limit of ${limit}`).toBe(limit);
        },
        { runs: 10 },
      );
    });

    test('it answers how many it deleted', () => {
      const { db } = tokenTable({ ...expired(3), 'valid for long': NOW + DAY });
      expect(subject.deleteBatch(db, NOW, 2), 'the answer, when two of three expired ones fit in the batch').toBe(2);
      expect(subject.deleteBatch(db, NOW, 2), 'the answer, when one is left').toBe(1);
    });
  });

  task(2, 'All of them', () => {
    test('no expired token is left, however many batches it takes', async () => {
      await holdsForAll(
        fc.record({ count: fc.nat(12), limit: fc.integer({ min: 1, max: 5 }) }),
        async ({ count, limit }) => {
          const { db, tokens, pause } = tokenTable({ ...expired(count), 'valid for long': NOW + DAY });
          const answer = await subject.cleanUp(db, NOW, limit, pause);
          expect(tokens(), 'tokens left').toEqual(['valid for long']);
          expect(answer, 'its answer: how many it deleted').toBe(count);
        },
        { runs: 30 },
      );
    });

    test('between two pauses no more than one batch is deleted', async () => {
      await holdsForAll(
        fc.integer({ min: 1, max: 6 }),
        async (limit) => {
          const { db, pause, deletedInOneGo } = tokenTable(expired(10));
          await subject.cleanUp(db, NOW, limit, pause);
          expect(
            Math.max(...deletedInOneGo()),
            `most tokens deleted without a pause, with a limit of ${limit}`,
          ).toBeLessThanOrEqual(limit);
        },
        { runs: 10 },
      );
    });

    test('interrupted and run again, it does the rest', async () => {
      const { db, story, tokens, pause } = tokenTable({ ...expired(10), 'valid for long': NOW + DAY });
      let pauses = 0;
      const interrupted = async () => {
        await pause();
        if (++pauses === 2) throw new Error('the process was killed');
      };
      await subject.cleanUp(db, NOW, 3, interrupted).catch(() => story.add('killed in the second pause'));
      expect(tokens().length, 'tokens left of eleven, when it was killed between two batches').toBeLessThan(11);
      await subject.cleanUp(db, NOW, 3, pause);
      expect(tokens(), 'tokens left after the second run').toEqual(['valid for long']);
    });

    test('a token renewed during a pause stays', async () => {
      const { db, story, tokens, pause } = tokenTable(expired(6));
      let renewed: string[] = [];
      const renewing = async () => {
        await pause();
        if (renewed.length > 0) return;
        renewed = tokens();
        db.prepare('UPDATE tokens SET expires_at = ?').run(NOW + DAY);
        story.add(`their users renew ${renewed.join(', ')}`);
      };
      await subject.cleanUp(db, NOW, 2, renewing);
      expect(tokens(), 'tokens left').toEqual(renewed);
    });
  });

  task(3, 'Move', () => {
    test('old lines move to the archive as they are, and new ones stay', () => {
      const { db, logs, archive } = logTable(3, 2);
      subject.archiveBatch(db, NOW, 10);
      expect(archive(), 'lines in the archive').toEqual(['old 1', 'old 2', 'old 3']);
      expect(logs(), 'lines in the log').toEqual(['new 1', 'new 2']);
      const instants = db.prepare('SELECT max(at) AS latest FROM archived_logs').get() as { latest: number };
      expect(instants.latest, 'the instant of the latest line in the archive').toBe(NOW - 1);
    });

    test('it moves no more than its limit, and answers how many', () => {
      const { db, archive } = logTable(5, 0);
      expect(subject.archiveBatch(db, NOW, 2), 'its answer').toBe(2);
      expect(archive().length, 'lines in the archive').toBe(2);
    });

    test('if the power fails, no line is lost', async () => {
      await holdsForAll(
        anyPowerCut,
        (powerCut) => {
          const { logs, archive } = interrupted(subject.archiveBatch, powerCut);
          const anywhere = new Set([...logs(), ...archive()]);
          expect([...anywhere].sort(), 'lines that are still somewhere').toEqual(['new 1', 'old 1', 'old 2', 'old 3']);
        },
        { runs: 20 },
      );
    });

    test('if the power fails, no line is in both tables', async () => {
      await holdsForAll(
        anyPowerCut,
        (powerCut) => {
          const { logs, archive } = interrupted(subject.archiveBatch, powerCut);
          const archived = archive();
          expect(
            logs().filter((line) => archived.includes(line)),
            'lines in the log and in the archive',
          ).toEqual([]);
        },
        { runs: 20 },
      );
    });

    test('run again after a power failure, it does the rest', async () => {
      await holdsForAll(
        anyPowerCut,
        (powerCut) => {
          const { db, story, logs, archive } = interrupted(subject.archiveBatch, powerCut);
          db.exec('DROP TRIGGER power_cut');
          story.add('the job runs again');
          subject.archiveBatch(db, NOW, 10);
          expect(archive(), 'lines in the archive after the second run').toEqual(['old 1', 'old 2', 'old 3']);
          expect(logs(), 'lines in the log after the second run').toEqual(['new 1']);
        },
        { runs: 20 },
      );
    });
  });
});

function expired(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`expired ${index + 1}`, NOW - DAY - index]));
}

function open(): { db: Db; story: Timeline } {
  return { db: new Database(':memory:'), story: new Timeline(new VirtualClock()) };
}

/** Tokens by user, and a pause that notes how many are left. */
function tokenTable(expiry: Record<string, number>) {
  const { db, story } = open();
  db.exec('CREATE TABLE tokens (id INTEGER PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL)');
  const insert = db.prepare('INSERT INTO tokens (user, expires_at) VALUES (?, ?)');
  for (const [user, expiresAt] of Object.entries(expiry)) insert.run(user, expiresAt);
  const tokens = () => texts(db, 'SELECT user AS text FROM tokens ORDER BY id');
  const counts = [tokens().length];
  const pause = async () => {
    counts.push(tokens().length);
    story.add(`a pause with ${tokens().length} tokens left`);
  };
  /** How many were deleted up to the first pause, between pauses, and after the last. */
  const deletedInOneGo = () => [...counts.slice(1), tokens().length].map((count, index) => counts[index]! - count);
  return { db, story, tokens, pause, deletedInOneGo };
}

interface PowerCut {
  readonly at: 'INSERT ON archived_logs' | 'DELETE ON logs';
  /** How many rows still make it. */
  readonly after: number;
}

const anyPowerCut = fc.record<PowerCut>({
  at: fc.constantFrom('INSERT ON archived_logs', 'DELETE ON logs'),
  after: fc.nat(2),
});

/** Log lines, old ones and new ones. */
function logTable(old: number, recent: number) {
  const { db, story } = open();
  for (const table of ['logs', 'archived_logs']) {
    db.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, line TEXT NOT NULL)`);
  }
  const insert = db.prepare('INSERT INTO logs (at, line) VALUES (?, ?)');
  for (let index = 1; index <= recent; index++) insert.run(NOW - 1 + index, `new ${index}`);
  for (let index = 1; index <= old; index++) insert.run(NOW - old - 1 + index, `old ${index}`);
  return {
    db,
    story,
    logs: () => texts(db, 'SELECT line AS text FROM logs ORDER BY line'),
    archive: () => texts(db, 'SELECT line AS text FROM archived_logs ORDER BY line'),
  };
}

/** Archives three old lines of four until the power fails; then the database has come up again, as SQLite does. */
function interrupted(archiveBatch: typeof import('./exercise.ts').archiveBatch, { at, after }: PowerCut) {
  const { db, story, ...tables } = logTable(3, 1);
  const done = at === 'DELETE ON logs' ? '4 - (SELECT count(*) FROM logs)' : '(SELECT count(*) FROM archived_logs)';
  db.exec(`CREATE TRIGGER power_cut BEFORE ${at} WHEN ${done} >= ${after} BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
  try {
    archiveBatch(db, NOW, 10);
  } catch {
    story.add(`the power fails at the ${at}, after ${after} of them`);
  }
  if (db.inTransaction) db.exec('ROLLBACK');
  story.add(`in the log: ${tables.logs().join(', ')}`);
  story.add(`in the archive: ${tables.archive().join(', ') || 'nothing'}`);
  return { db, story, ...tables };
}

function texts(db: Db, sql: string): string[] {
  return (db.prepare(sql).all() as { text: string }[]).map(({ text }) => text);
}
