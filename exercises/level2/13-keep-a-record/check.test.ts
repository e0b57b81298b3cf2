import { check, expect, fc, holdsForAll, sleep, Timeline, task, test, VirtualClock } from '#kit';
import type { RunRecord, Store } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Track', () => {
    test('while the work goes on, the record says running', async () => {
      const { clock, record, run, seen } = world(subject.track);
      run('invoices', { takes: 1_000 });
      await clock.advance(500);
      expect(record('invoices'), 'its record, if the process died just now').toMatchObject({
        job: 'invoices',
        boot: 'boot 1',
        status: 'running',
        durationMs: null,
      });
      expect(seen.statusAtStart, 'the status on record when the work started').toBe('running');
    });

    test('the record says when, by the wall clock', async () => {
      await holdsForAll(
        fc.integer({ min: 0, max: 100_000 }),
        async (start) => {
          const { clock, record, run } = world(subject.track, { start });
          run('invoices', { takes: 50 });
          await clock.advance(1_000);
          const startedAt = record('invoices')?.startedAt;
          expect(startedAt, `startedAt of a run that started about ${start}`).toBeGreaterThanOrEqual(start);
          expect(startedAt, `startedAt of a run that started about ${start}`).toBeLessThanOrEqual(start + WRITE_MS);
        },
        { runs: 20 },
      );
    });

    test('work that ends well is a success, and its answer reaches the caller', async () => {
      const { clock, record, run, seen } = world(subject.track);
      run('invoices', { takes: 50 });
      await clock.advance(1_000);
      expect(record('invoices'), 'its record').toMatchObject({ status: 'success', error: null });
      expect(seen.outcomes.invoices, 'what the caller got').toBe('answered: 42 sent');
    });

    test('work that fails is recorded as failed, with what went wrong', async () => {
      const { clock, record, run } = world(subject.track);
      run('invoices', { takes: 50, throws: new Error('the printer is on fire') });
      await clock.advance(1_000);
      expect(record('invoices')?.status, 'its status').toBe('failed');
      expect(record('invoices')?.error, 'the error on record').toContain('the printer is on fire');
    });

    test('the caller learns that the work failed', async () => {
      const { clock, run, seen } = world(subject.track);
      run('invoices', { takes: 50, throws: new Error('the printer is on fire') });
      await clock.advance(1_000);
      expect(seen.outcomes.invoices, 'what the caller got').toContain('threw');
    });

    test('the caller gets the very thing that was thrown', async () => {
      const { clock, run, seen } = world(subject.track);
      const error = new Error('the printer is on fire');
      run('invoices', { takes: 50, throws: error });
      await clock.advance(1_000);
      expect(seen.settledWith === error, 'the caller got the same object').toBe(true);
    });

    test('work may throw anything, and throw it before its first await', async () => {
      for (const thrown of ['disk full', null, undefined, { code: 'EIO' }]) {
        const { clock, record, run, seen } = world(subject.track);
        run('invoices', { takes: 0, throws: thrown });
        await clock.advance(1_000);
        expect(record('invoices')?.status, `its status after it threw ${JSON.stringify(thrown)}`).toBe('failed');
        expect(typeof record('invoices')?.error, 'the type of the error on record').toBe('string');
        expect(seen.outcomes.invoices, 'what the caller got').toBe(`threw: ${thrown}`);
      }
    });

    test('the duration is that of the work, even when the clock is set meanwhile', async () => {
      const worlds = fc.record({
        takes: fc.integer({ min: 1, max: 900 }),
        jump: fc.constantFrom(0, -3_600_000, 3_600_000),
        fails: fc.boolean(),
      });
      await holdsForAll(
        worlds,
        async ({ takes, jump, fails }) => {
          const { clock, story, record, run } = world(subject.track);
          run('invoices', { takes, ...(fails && { throws: new Error('the printer is on fire') }) });
          await clock.advance(WRITE_MS);
          clock.jump(jump);
          story.add(`the clock is set by ${jump}`);
          await clock.advance(2_000);
          expect(record('invoices')?.durationMs, `durationMs on record, of work that took ${takes} ms`).toBe(takes);
        },
        { runs: 30 },
      );
    });

    test('runs that go on side by side each keep their own record', async () => {
      const { clock, record, run } = world(subject.track);
      run('invoices', { takes: 300 });
      await clock.advance(100);
      run('reports', { takes: 50 });
      await clock.advance(1_000);
      expect(record('invoices')?.durationMs, 'durationMs of the first run').toBe(300);
      expect(record('reports')?.durationMs, 'durationMs of the second run').toBe(50);
    });

    test('what cannot be recorded does not start', async () => {
      const { clock, run, seen, fillTheDisk } = world(subject.track);
      fillTheDisk();
      run('invoices', { takes: 50 });
      await clock.advance(1_000);
      expect(seen.statusAtStart, 'the work was not started').toBe('not started');
      expect(seen.outcomes.invoices, 'what the caller got').toBe('threw: Error: the disk is full');
    });

    test('an end that cannot be recorded does not count as done', async () => {
      const { clock, run, seen, fillTheDisk } = world(subject.track);
      run('invoices', { takes: 500 });
      await clock.advance(100);
      fillTheDisk();
      await clock.advance(1_000);
      expect(seen.outcomes.invoices, 'what the caller got').toBe('threw: Error: the disk is full');
    });

    test('the caller hears nothing before the end is on record', async () => {
      for (const throws of [undefined, new Error('the printer is on fire')]) {
        const { clock, run, seen } = world(subject.track);
        run('invoices', { takes: 50, ...(throws && { throws }) });
        await clock.advance(1_000);
        expect(seen.statusAtEnd, 'the status on record when the caller heard').toBe(throws ? 'failed' : 'success');
      }
    });
  });

  task(2, 'Recover', () => {
    test('what an earlier start left running is abandoned', async () => {
      const { record, recover } = history(subject.recover, [{ id: 'left', boot: 'boot 1', status: 'running' }]);
      await recover('boot 2');
      expect(record('left')?.status, 'the status of a run of boot 1, after boot 2').toBe('abandoned');
    });

    test('how long an abandoned run took stays unknown', async () => {
      const { record, recover } = history(subject.recover, [{ id: 'left', boot: 'boot 1', status: 'running' }]);
      await recover('boot 2');
      expect(record('left')?.durationMs, 'its duration').toBe(null);
    });

    test('what runs in this process goes on', async () => {
      const { record, recover } = history(subject.recover, [{ id: 'mine', boot: 'boot 2', status: 'running' }]);
      await recover('boot 2');
      expect(record('mine')?.status, 'the status of a run of boot 2, asked by boot 2').toBe('running');
    });

    test('what has ended keeps its outcome', async () => {
      const { record, recover } = history(subject.recover, [
        { id: 'good', boot: 'boot 1', status: 'success', durationMs: 5 },
        { id: 'bad', boot: 'boot 1', status: 'failed', durationMs: 5 },
      ]);
      await recover('boot 2');
      expect(record('good')?.status, 'the status of a run that had ended well').toBe('success');
      expect(record('bad')?.status, 'the status of a run that had failed').toBe('failed');
    });

    test('it names what it abandoned, once', async () => {
      const { recover } = history(subject.recover, [
        { id: 'left', boot: 'boot 1', status: 'running' },
        { id: 'also left', boot: 'boot 2', status: 'running' },
        { id: 'good', boot: 'boot 2', status: 'success', durationMs: 5 },
      ]);
      expect((await recover('boot 3')).sort(), 'its answer').toEqual(['also left', 'left']);
      expect(await recover('boot 4'), 'its answer at the start after that').toEqual([]);
    });
  });
});

const WRITE_MS = 10;

/** A store in which a write takes 10 ms, and fails once the disk is full. */
function slowStore(clock: VirtualClock, story: Timeline) {
  const records = new Map<string, RunRecord>();
  let full = false;
  const write = async (id: string, change: (before: RunRecord | undefined) => RunRecord) => {
    await sleep(clock, WRITE_MS);
    if (full) throw new Error('the disk is full');
    const after = change(records.get(id));
    records.set(id, after);
    story.add(`on record: ${id} ${after.status}`);
  };
  const store: Store = {
    insert: (run) => write(run.id, () => ({ ...run })),
    update: (id, changes) => write(id, (before) => ({ ...before!, ...changes })),
    list: async () => [...records.values()],
  };
  const fillTheDisk = () => {
    full = true;
    story.add('the disk is full');
  };
  return { store, records, fillTheDisk };
}

/** Work that goes as planned, under the tracking, and what its caller got. */
function world(track: typeof import('./exercise.ts').track, { start = 0 } = {}) {
  const clock = new VirtualClock({ start });
  const story = new Timeline(clock);
  const { store, records, fillTheDisk } = slowStore(clock, story);
  const seen = {
    statusAtStart: 'not started',
    statusAtEnd: 'not ended',
    settledWith: undefined as unknown,
    outcomes: {} as Record<string, string>,
  };
  const run = (job: string, plan: { takes: number; throws?: unknown }) => {
    const work = (): Promise<string> => {
      seen.statusAtStart = records.get(job)?.status ?? 'nothing';
      story.add(`${job} starts`);
      if (plan.takes === 0 && 'throws' in plan) throw plan.throws;
      return later(plan);
    };
    const later = async ({ takes }: { takes: number }) => {
      await sleep(clock, takes);
      story.add(`${job} ${'throws' in plan ? 'throws' : 'ends'}`);
      if ('throws' in plan) throw plan.throws;
      return '42 sent';
    };
    const settle = (how: string) => (outcome: unknown) => {
      seen.settledWith = outcome;
      seen.outcomes[job] = `${how}: ${outcome}`;
      seen.statusAtEnd = records.get(job)?.status ?? 'nothing';
      story.add(`the caller hears of ${job}`);
    };
    void (async () => track(clock, store, { id: job, job, boot: 'boot 1' }, work))().then(
      settle('answered'),
      settle('threw'),
    );
  };
  return { clock, story, run, seen, fillTheDisk, record: (id: string) => records.get(id) };
}

/** A history as earlier starts left it, and a start that recovers. */
function history(
  recover: typeof import('./exercise.ts').recover,
  runs: readonly (Pick<RunRecord, 'id' | 'boot' | 'status'> & Partial<RunRecord>)[],
) {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const { store, records } = slowStore(clock, story);
  for (const run of runs) {
    records.set(run.id, { job: 'invoices', startedAt: 0, durationMs: null, error: null, ...run });
    story.add(`in the history: ${run.id}, ${run.status}, of ${run.boot}`);
  }
  const start = async (boot: string) => {
    story.add(`${boot} starts`);
    const answer = recover(store, boot);
    await clock.advance(1_000);
    return answer;
  };
  return { recover: start, record: (id: string) => records.get(id) };
}
