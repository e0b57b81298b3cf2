import { check, expect, sleep, Timeline, task, test, VirtualClock } from '#kit';
import type { Conditions, Hooks } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Conditions', () => {
    test('without conditions every slot runs', async () => {
      const { decide } = schedule(new subject.Conditions());
      expect(await decide('09:00'), 'the answer').toBe('runs');
    });

    test('writing the schedule asks nothing', () => {
      let asked = 0;
      const question = () => ++asked > 0;
      new subject.Conditions().when(question).skip(question);
      expect(asked, 'questions asked while the schedule was written').toBe(0);
    });

    test('a condition is asked anew for every slot', async () => {
      let open = true;
      const { conditions, decide, story } = schedule(new subject.Conditions());
      conditions.when(() => open);
      expect(await decide('16:00'), 'a slot while the market is open').toBe('runs');
      open = false;
      story.add('the market closes');
      expect(await decide('23:00'), 'a slot when the market has closed').toBe('does not run');
      open = true;
      story.add('the market opens');
      expect(await decide('09:00'), 'a slot when it has opened again').toBe('runs');
    });

    test('a skip is asked anew for every slot', async () => {
      let holiday = false;
      const { conditions, decide, story } = schedule(new subject.Conditions());
      conditions.skip(() => holiday);
      expect(await decide('09:00'), 'a slot on a working day').toBe('runs');
      holiday = true;
      story.add('a holiday begins');
      expect(await decide('09:00'), 'a slot on a holiday').toBe('does not run');
    });

    test('a promise is not yet an answer', async () => {
      const no = schedule(new subject.Conditions());
      no.conditions.when(async () => false);
      expect(await no.decide('09:00'), 'a `when` that resolves to false').toBe('does not run');
      const yes = schedule(new subject.Conditions());
      yes.conditions.skip(async () => false);
      expect(await yes.decide('09:00'), 'a `skip` that resolves to false').toBe('runs');
    });

    test('one condition that does not hold is enough, wherever it stands', async () => {
      for (const place of [0, 1, 2]) {
        const { conditions, decide } = schedule(new subject.Conditions());
        for (const index of [0, 1, 2]) conditions.when(() => index !== place);
        expect(await decide('09:00'), `three conditions, of which number ${place + 1} does not hold`).toBe(
          'does not run',
        );
      }
    });

    test('a condition is asked about the slot, not about now', async () => {
      const { conditions, decide } = schedule(new subject.Conditions());
      conditions.when((slot) => new Date(slot).getUTCHours() < 12).skip((slot) => new Date(slot).getUTCHours() < 6);
      expect(await decide('05:00'), 'a slot that the skip is for').toBe('does not run');
      expect(await decide('09:00'), 'a slot in the morning, decided late').toBe('runs');
      expect(await decide('15:00'), 'a slot in the afternoon').toBe('does not run');
    });

    test('a condition that fails decides nothing, and its error is told', async () => {
      for (const word of ['when', 'skip'] as const) {
        const { conditions, decide } = schedule(new subject.Conditions());
        conditions[word](() => Promise.reject(new Error('the calendar is away')));
        expect(await decide('09:00'), `a ${word} that rejects`).toBe('rejects: the calendar is away');
      }
    });

    test('the conditions of one job are not those of another', async () => {
      const one = schedule(new subject.Conditions());
      const other = schedule(new subject.Conditions());
      other.conditions.when(() => false);
      expect(await one.decide('09:00'), 'a slot of the job without conditions').toBe('runs');
    });
  });

  task(2, 'Hooks', () => {
    test('on success: before, the work, onSuccess, after, each when the one before it has ended', async () => {
      const { run } = world(subject.runWithHooks);
      expect(await run({}), 'what happened').toBe('before, work, onSuccess, after: resolves');
    });

    test('on failure: before, the work, onFailure, after', async () => {
      const { run } = world(subject.runWithHooks);
      expect(await run({ work: 'rejects' }), 'what happened').toBe(
        'before, work ✗, onFailure, after: rejects with work',
      );
    });

    test('what throws before its first await has failed as well', async () => {
      const { run } = world(subject.runWithHooks);
      expect(await run({ work: 'throws' }), 'what happened').toBe(
        'before, work ✗, onFailure, after: rejects with work',
      );
    });

    test('when before fails, the work does not begin, and that is a failure', async () => {
      const { run } = world(subject.runWithHooks);
      expect(await run({ before: 'rejects' }), 'what happened').toBe('before ✗, onFailure, after: rejects with before');
    });

    test('when onSuccess fails, the run does, and after is still called', async () => {
      const { run } = world(subject.runWithHooks);
      const told = await run({ onSuccess: 'rejects' });
      expect(told, 'what happened').toMatch(/^before, work, onSuccess ✗,.* after: rejects with onSuccess$/);
    });

    test('after a success onFailure is not called, though a hook fails', async () => {
      const { run } = world(subject.runWithHooks);
      expect(await run({ onSuccess: 'rejects' }), 'what happened').not.toContain('onFailure');
    });

    test('when onFailure fails, after is still called, and the error of the work is kept', async () => {
      const { run } = world(subject.runWithHooks);
      const told = await run({ work: 'rejects', onFailure: 'rejects' });
      expect(told, 'what happened').toBe('before, work ✗, onFailure ✗, after: rejects with work');
    });

    test('when after fails, the run does', async () => {
      const { run } = world(subject.runWithHooks);
      expect(await run({ after: 'rejects' }), 'what happened').toBe(
        'before, work, onSuccess, after ✗: rejects with after',
      );
    });

    test('an error in after does not hide that of the work', async () => {
      const { run } = world(subject.runWithHooks);
      const told = await run({ work: 'rejects', after: 'rejects' });
      expect(told, 'what happened').toBe('before, work ✗, onFailure, after ✗: rejects with work');
    });

    test('the hooks after a failure are told what went wrong first', async () => {
      const { run, told } = world(subject.runWithHooks);
      await run({ work: 'rejects', onFailure: 'rejects' });
      expect(told, 'the error each hook was told').toEqual({
        before: undefined,
        onFailure: 'work failed',
        after: 'work failed',
      });
    });

    test('a run without hooks is just its work', async () => {
      let worked = false;
      await subject.runWithHooks(() => {
        worked = true;
      }, {});
      expect(worked, 'the work was done').toBe(true);
    });
  });
});

function schedule(conditions: Conditions) {
  const story = new Timeline({ monotonic: () => 0 });
  const decide = async (time: string) => {
    const answer = await conditions.decide(Date.parse(`2026-03-02T${time}:00Z`)).then(
      (runs) => (runs === true ? 'runs' : runs === false ? 'does not run' : `answers ${String(runs)}`),
      (error) => `rejects: ${error instanceof Error ? error.message : String(error)}`,
    );
    story.add(`the slot at ${time}: ${answer}`);
    return answer;
  };
  return { conditions, decide, story };
}

type Step = 'before' | 'work' | 'onSuccess' | 'onFailure' | 'after';
type Ending = 'rejects' | 'throws';

/** Runs in which each step takes 100 ms and ends as planned; tells what happened, in the order in which it ended. */
function world(runWithHooks: typeof import('./exercise.ts').runWithHooks) {
  const told: Partial<Record<Step, unknown>> = {};
  const run = async (plan: Partial<Record<Step, Ending>>) => {
    const clock = new VirtualClock();
    const story = new Timeline(clock);
    const steps: string[] = [];
    const step = (name: Step) => {
      const fails = plan[name];
      const note = () => {
        steps.push(fails ? `${name} ✗` : name);
        story.add(`${name} ${fails ? 'fails' : 'ends'}`);
      };
      story.add(`${name} begins`);
      if (fails === 'throws') {
        note();
        throw new Error(`${name} failed`);
      }
      return sleep(clock, 100).then(() => {
        note();
        if (fails) throw new Error(`${name} failed`);
      });
    };
    const hook = (name: Step) => (ended: { error?: unknown }) => {
      told[name] = ended?.error instanceof Error ? ended.error.message : ended?.error;
      return step(name);
    };
    const hooks: Hooks = {
      before: hook('before'),
      onSuccess: hook('onSuccess'),
      onFailure: hook('onFailure'),
      after: hook('after'),
    };
    let ending = 'never ends';
    void runWithHooks(() => step('work'), hooks).then(
      () => {
        ending = `${steps.join(', ')}: resolves`;
      },
      (error) => {
        ending = `${steps.join(', ')}: rejects with ${String(error?.message).replace(' failed', '')}`;
      },
    );
    await clock.advance(2_000);
    return ending;
  };
  return { run, told };
}
