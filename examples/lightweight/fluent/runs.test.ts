import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, VirtualClock } from '../../scheduler/index.ts';
import { openDatabase, type SqlDatabase } from '../../shared/sql/index.ts';
import type { JobBuilder } from './builder/job-builder.ts';
import { nextRun } from './cli/list.ts';
import type { Action } from './run/action.ts';
import { dueJobs } from './run/due.ts';
import { holdJob } from './run/hold-job.ts';
import { noMailer, smtpMailer } from './run/mailer.ts';
import { type RunResult, runJob, type Surroundings } from './run/run-job.ts';
import { type LockTables, sqlLocks } from './run/sql-locks.ts';
import { engineFor } from './run/work.ts';
import { schedule } from './schedule.ts';

const SLOT = Date.parse('2026-03-02T12:00:00Z');
const signal = new AbortController().signal;
let clock: VirtualClock;
let database: SqlDatabase<LockTables>;
let around: Surroundings;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-fluent-'));
  clock = new VirtualClock({ start: SLOT });
  database = await openDatabase<LockTables>();
  around = { environment: 'production', clock, locks: await sqlLocks(database.db, clock), mailer: noMailer };
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('conditions', () => {
  test.each<[string, (job: JobBuilder) => JobBuilder, boolean]>([
    ['when it holds', (job) => job.when(() => true), true],
    ['when it does not', (job) => job.when(async () => false), false],
    ['skip that holds', (job) => job.skip(() => true), false],
    ['another environment', (job) => job.environments('staging'), false],
    ['one of several environments', (job) => job.environments('staging', 'production'), true],
    ['inside the hours', (job) => job.between('11:00', '12:00'), true],
    ['outside the hours of its zone', (job) => job.between('11:00', '12:00').timezone('Asia/Tokyo'), false],
    ['hours over midnight', (job) => job.between('22:00', '13:00'), true],
    ['inside the hours it avoids', (job) => job.unlessBetween('11:00', '13:00'), false],
  ])('%s', async (_words, say, runs) => {
    let ran = false;
    const mark = () => {
      ran = true;
    };
    await once(mark, say);
    expect(ran).toBe(runs);
  });

  test('are asked when a slot comes due, not when the schedule is written', async () => {
    let open = false;
    const plan = schedule();
    plan.job(work).when(() => open);
    open = true;
    expect(await runJob(plan.jobs()[0]!, SLOT, signal, around)).toMatchObject({ outcome: 'success' });
  });

  test('of the hours are seen by the list, which looks ahead', () => {
    const plan = schedule();
    plan.job(work).everyFifteenMinutes().between('07:00', '08:00');
    expect(nextRun(plan.jobs()[0]!, SLOT)).toBe(Date.parse('2026-03-03T07:00:00Z'));
  });
});

describe('hooks', () => {
  const seen = (job: JobBuilder, events: string[]) => {
    const note = (what: string) => () => void events.push(what);
    return job.before(note('before')).after(note('after')).onSuccess(note('success')).onFailure(note('failure'));
  };

  test('run around a success', async () => {
    const events: string[] = [];
    await once(
      () => void events.push('work'),
      (job) => seen(job, events),
    );
    expect(events).toEqual(['before', 'work', 'success', 'after']);
  });

  test('run around a failure, the last one too', async () => {
    const events: string[] = [];
    await expect(once(broken, (job) => seen(job, events))).rejects.toThrow('no route to host');
    expect(events).toEqual(['before', 'failure', 'after']);
  });

  test('that fail are not swallowed', async () => {
    const hook = () => {
      throw new Error('pager is down');
    };
    await expect(once(work, (job) => job.after(hook))).rejects.toThrow('pager is down');
  });

  test('ping whoever expects to hear from the job', async () => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      heard.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await once(work, (job) => job.pingBefore(`${url}/start`).thenPing(`${url}/end`).pingOnFailure(`${url}/fail`));
    await new Promise((resolve) => server.close(resolve));
    expect(heard).toEqual(['/start', '/end']);
  });
});

describe('locks', () => {
  test('keep runs of one job apart, and are given back by a run that fails', async () => {
    const first = once(broken, (job) => job.withoutOverlapping());
    await expect(first).rejects.toThrow();
    const [begun, end] = [gate(), gate()];
    const slow = () => {
      begun.open();
      return end.opened;
    };
    const long = once(slow, (job) => job.withoutOverlapping());
    await begun.opened;
    expect(await once(work, (job) => job.withoutOverlapping())).toMatchObject({ outcome: 'skipped' });
    end.open();
    expect(await long).toMatchObject({ outcome: 'success' });
  });

  test('left by a crash run out within a minute, however long the job may hold them', async () => {
    await holdJob(around.locks, deadClock, 'work', 24 * 60 * 60_000);
    expect(await once(work, (job) => job.withoutOverlapping())).toMatchObject({ outcome: 'skipped' });
    await clock.advance(60_000);
    expect(await once(work, (job) => job.withoutOverlapping())).toMatchObject({ outcome: 'success' });
  });

  test('are kept for as long as the run goes on, and no longer than it was given', async () => {
    const end = gate();
    const long = once(
      () => end.opened,
      (job) => job.withoutOverlapping(120),
    );
    for (let minute = 0; minute < 119; minute++) await clock.advance(60_000);
    expect(await once(work, (job) => job.withoutOverlapping(120))).toMatchObject({ outcome: 'skipped' });
    await clock.advance(2 * 60_000);
    expect(await once(work, (job) => job.withoutOverlapping(120))).toMatchObject({ outcome: 'success' });
    end.open();
    await long;
  });

  test('let one server run a slot, even after it has finished', async () => {
    const outcomes = [await once(work, (job) => job.onOneServer()), await once(work, (job) => job.onOneServer())];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['success', 'skipped']);
  });
});

describe('output', () => {
  const file = () => join(folder, 'deep', 'output.txt');

  test('replaces what the run before it left, or is added to it', async () => {
    for (const word of ['one', 'two'])
      await once(
        () => word,
        (job) => job.sendOutputTo(file()),
      );
    expect(readFileSync(file(), 'utf8')).toBe('two\n');
    await once(
      () => 'three',
      (job) => job.appendOutputTo(file()),
    );
    expect(readFileSync(file(), 'utf8')).toBe('two\nthree\n');
  });

  test('of a program is what it printed; its arguments reach it untouched by a shell', async () => {
    const plan = schedule();
    plan.exec(process.execPath, ['-e', 'console.log(process.argv[1])', '$HOME; echo "x"']).sendOutputTo(file());
    await runJob(plan.jobs()[0]!, SLOT, signal, around);
    expect(readFileSync(file(), 'utf8')).toBe('$HOME; echo "x"\n');
  });

  test('of a program that fails is kept, and the failure tells its exit code', async () => {
    const plan = schedule();
    plan.exec(process.execPath, ['-e', 'console.log("half"); process.exit(3)']).sendOutputTo(file());
    await expect(runJob(plan.jobs()[0]!, SLOT, signal, around)).rejects.toThrow('exit code 3');
    expect(readFileSync(file(), 'utf8')).toBe('half\n');
  });

  test('goes out by mail, through a real server', async () => {
    const letters: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let letter = '';
        stream.on('data', (chunk) => {
          letter += chunk;
        });
        stream.on('end', () => {
          letters.push(letter);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    around = { ...around, mailer: smtpMailer(`smtp://127.0.0.1:${port}?ignoreTLS=true`, 'clockwork@localhost') };
    await once(
      () => '42 rows',
      (job) => job.emailOutputTo('ops@example.com').emailOutputOnFailure('boss@example.com'),
    );
    await new Promise<void>((resolve) => server.close(resolve));
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatch(/To: ops@example.com[\s\S]*Subject: work ran at 2026-03-02T12:00:00.000Z[\s\S]*42 rows/);
  });
});

describe('a schedule', () => {
  test('finds what is due in a minute, each job once', () => {
    const plan = schedule();
    plan.job(work).dailyAt('12:00');
    plan.job(work).everyTenSeconds().named('often');
    plan.job(work).dailyAt('12:01').named('later');
    const due = dueJobs(plan.jobs(), SLOT + 37_000);
    expect(due.map(({ job, slot }) => [job.name, slot - SLOT])).toEqual([
      ['work', 0],
      ['often', 0],
    ]);
  });

  test('runs on the engine, in the order it was written, and does not wait for what is in the background', async () => {
    const events: string[] = [];
    const slowly = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 1_000));
      events.push(`${name} ends`);
    };
    const plan = schedule();
    plan.job(slowly('first')).named('first');
    plan.job(slowly('background')).named('background').runInBackground();
    plan.job(slowly('second')).named('second');
    const engine = await engineFor(plan.jobs(), clock, around, () => {});
    await engine.start();
    await clock.advance(62_500);
    expect(events.indexOf('background begins')).toBeLessThan(events.indexOf('first ends'));
    expect(events.indexOf('first ends')).toBeLessThan(events.indexOf('second begins'));
    await engine.stop({ deadlineMs: 0 });
  });
});

const work: Action = function work() {};
const broken: Action = () => {
  throw new Error('no route to host');
};

function once(action: Action, say: (job: JobBuilder) => JobBuilder): Promise<RunResult> {
  const plan = schedule();
  say(plan.job(action).named('work'));
  return runJob(plan.jobs()[0]!, SLOT, signal, around);
}

/** Of a process that has died: its timers never fire. */
const deadClock: Clock = {
  now: () => clock.now(),
  monotonic: () => clock.monotonic(),
  setTimeout: () => ({ ref() {}, unref() {} }),
  clearTimeout() {},
};

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}
