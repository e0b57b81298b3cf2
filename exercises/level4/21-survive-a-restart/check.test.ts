import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { Job, Run, Store } from './exercise.ts';

const SECOND = 1_000;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Catch up', () => {
    test('every slot that passed is decided: the latest may run, the others are missed', async () => {
      const worlds = fc.record({ after: fc.nat(20), away: fc.nat(8), grace: fc.nat(2) });
      await holdsForAll(worlds, ({ after, away, grace }) => {
        const [from, now] = [after * SECOND, (after + away) * SECOND];
        const answer = subject.catchUp(nextSlot, job({ graceMs: grace * SECOND }), from, now);
        const passed = Array.from({ length: away }, (_, index) => from + (index + 1) * SECOND);
        const found = [...answer.missed, ...(answer.run === null ? [] : [answer.run])];
        expect(found, `slots decided, after ${from} up to ${now}`).toEqual(passed);
        expect(answer.run, 'the slot that runs').toBe(passed.at(-1) ?? null);
      });
    });

    test('a slot runs while it is within the grace, and not a millisecond longer', () => {
      const away = (ms: number) => subject.catchUp(nextSlot, job({ graceMs: 300 }), 0, SECOND + ms);
      expect(away(300), 'a slot that is 300 ms late, with a grace of 300 ms').toEqual({ missed: [], run: SECOND });
      expect(away(301), 'a slot that is 301 ms late').toEqual({ missed: [SECOND], run: null });
    });
  });

  task(2, 'Abandon', () => {
    test('what a dead process left running is abandoned', async () => {
      const { store, states } = world([job()], { 1: 'running' });
      await subject.abandonLeftovers(store);
      expect(states(), 'the history, by seconds').toBe('1 abandoned');
    });

    test('what has ended keeps its outcome', async () => {
      const { store, states } = world([job()], { 1: 'success', 2: 'failed', 3: 'missed' });
      await subject.abandonLeftovers(store);
      expect(states(), 'the history, by seconds').toBe('1 success, 2 failed, 3 missed');
    });

    test('it says what it abandoned', async () => {
      const { store } = world([job()], { 1: 'success', 2: 'running' });
      const answer = await subject.abandonLeftovers(store);
      expect(
        answer.map(({ slot }) => slot),
        'the slots it answers',
      ).toEqual([2 * SECOND]);
    });
  });

  task(3, 'Recover', () => {
    test('after a restart every slot that passed is on record', async () => {
      const { start, states } = world([job({ graceMs: 500 })], { 1: 'success' });
      const answer = await start(subject.recover, 4);
      expect(states(), 'the history, by seconds, after a start at 4 s').toBe(
        '1 success, 2 missed, 3 missed, 4 running',
      );
      expect(slotsOf(answer), 'what is handed out to be run').toEqual([4]);
    });

    test('a run of a dead process is abandoned, and not started again', async () => {
      const { start, states } = world([job({ graceMs: 60_000 })], { 1: 'success', 2: 'running' });
      const answer = await start(subject.recover, 2);
      expect(states(), 'the history, by seconds').toBe('1 success, 2 abandoned');
      expect(slotsOf(answer), 'what is handed out to be run').toEqual([]);
    });

    test('a paused job is passed over', async () => {
      const { start, states } = world([job({ paused: true })], { 1: 'success' });
      expect(slotsOf(await start(subject.recover, 4)), 'what is handed out of a paused job').toEqual([]);
      expect(states(), 'the history, by seconds').toBe('1 success');
    });

    test('slots from before the job was made, changed or resumed do not count', async () => {
      const { start, states } = world([job({ since: 3 * SECOND })], { 1: 'success' });
      await start(subject.recover, 4);
      expect(states(), 'the history of a job resumed at 3 s').toBe('1 success, 4 running');
    });

    test('each job is counted from its own past', async () => {
      const { start, runs } = world([job({ name: 'backup' }), job({ name: 'digest', since: SECOND })], {});
      await start(subject.recover, 3);
      const of = (name: string) => slotsOf(runs.filter((run) => run.job === name))?.sort();
      expect(of('backup'), 'slots on record of a job made at 0 s').toEqual([1, 2, 3]);
      expect(of('digest'), 'slots on record of a job made at 1 s').toEqual([2, 3]);
    });

    test('killed after any write and started again, it hands no slot out twice', async () => {
      await holdsForAll(troubles, async ({ writes, jobs, away, again }) => {
        const { start, handedOut } = world(twins(jobs), {});
        await start(subject.recover, away, { dieAfter: writes });
        await start(subject.recover, away + again);
        await start(subject.recover, away + again);
        expect([...new Set(handedOut)], 'runs that were handed out').toEqual(handedOut);
      });
    });

    test('killed after any write and started again, it forgets no slot', async () => {
      await holdsForAll(troubles, async ({ writes, jobs, away, again }) => {
        const { start, runs } = world(twins(jobs), {});
        await start(subject.recover, away, { dieAfter: writes });
        await start(subject.recover, away + again);
        for (const { name } of twins(jobs)) {
          const decided = runs.filter((run) => run.job === name).map(({ slot }) => slot / SECOND);
          const passed = Array.from({ length: away + again }, (_, index) => index + 1);
          expect(
            decided.sort((a, b) => a - b),
            `slots of ${name} on record, in seconds`,
          ).toEqual(passed);
        }
      });
    });
  });
});

const troubles = fc.record({
  writes: fc.nat(8),
  jobs: fc.integer({ min: 1, max: 2 }),
  away: fc.integer({ min: 1, max: 4 }),
  again: fc.nat(1),
});

function nextSlot(_schedule: string, after: number): number {
  return (Math.floor(after / SECOND) + 1) * SECOND;
}

/** A job that is due every second. */
function job(changes: Partial<Job> = {}): Job {
  return { name: 'backup', schedule: 'every second', graceMs: 60_000, since: 0, paused: false, ...changes };
}

function twins(count: number): Job[] {
  return ['backup', 'digest'].slice(0, count).map((name) => job({ name }));
}

function slotsOf(runs: readonly Run[] | undefined): number[] | undefined {
  return runs?.map(({ slot }) => slot / SECOND);
}

/** A store with a past, in seconds; a start of the process may die after so many writes. */
function world(jobs: readonly Job[], past: Readonly<Record<number, Run['state']>>) {
  let now = 0;
  const story = new Timeline({ monotonic: () => now });
  const runs: Run[] = Object.entries(past).map(([second, state]) => ({
    job: 'backup',
    slot: Number(second) * SECOND,
    state,
  }));
  let writesLeft = Number.POSITIVE_INFINITY;
  const store: Store = {
    jobs: async () => jobs,
    running: async () => runs.filter(({ state }) => state === 'running'),
    latest: async (name) => runs.filter(({ job }) => job === name).toSorted((a, b) => b.slot - a.slot)[0],
    async save(run) {
      if (writesLeft-- <= 0) throw new Killed();
      const known = runs.findIndex(({ job, slot }) => job === run.job && slot === run.slot);
      if (known < 0) runs.push(run);
      else runs[known] = run;
      story.add(`saved: ${run.job} of ${run.slot} ${run.state}`);
    },
  };
  const handedOut: string[] = [];
  type Recover = typeof import('./exercise.ts').recover;
  const start = async (recover: Recover, second: number, { dieAfter = Number.POSITIVE_INFINITY } = {}) => {
    now = second * SECOND;
    writesLeft = dieAfter;
    story.add('the process starts');
    try {
      const answer = await recover(store, nextSlot, now);
      for (const run of answer) {
        handedOut.push(`${run.job} of ${run.slot}`);
        story.add(`handed out: ${run.job} of ${run.slot}`);
      }
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof Killed)) throw thrown;
      story.add('the process is killed');
      return undefined;
    }
  };
  const states = () => {
    const ordered = runs.toSorted((a, b) => a.slot - b.slot);
    return ordered.map(({ slot, state }) => `${slot / SECOND} ${state}`).join(', ');
  };
  return { store, start, runs, states, handedOut };
}

class Killed extends Error {
  override name = 'Killed';
}
