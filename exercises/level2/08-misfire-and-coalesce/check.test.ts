import { check, expect, fc, holdsForAll, Timeline, task, test, VirtualClock } from '#kit';
import type { MisfirePolicy } from './exercise.ts';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'What is due', () => {
    test('every slot falls due once, however irregular the looks', async () => {
      await holdsForAll(anyLooks, ({ start, gaps, everyMs }) => {
        const { clock, look, slots } = watch(subject.dueSince, { start, everyMs, limit: 100 });
        for (const gap of gaps) {
          clock.block(gap);
          look();
        }
        expect(slots, `slots, of a job due at every full ${everyMs}`).toEqual(multiples(everyMs, start, clock.now()));
      });
    });

    test('a slot is due from its very instant on', () => {
      const { clock, look, slots } = watch(subject.dueSince, { start: 500 });
      clock.block(499);
      look();
      expect(slots, 'slots due at 999').toEqual([]);
      clock.block(1);
      look();
      expect(slots, 'slots due at 1000').toEqual([1000]);
    });

    test('a clock that is set back brings no slot a second time', () => {
      const { clock, story, look, slots } = watch(subject.dueSince, { start: 0 });
      clock.block(3_000);
      look();
      story.add('the clock is set back by 2000');
      clock.jump(-2_000);
      for (let i = 0; i < 3; i++) {
        clock.block(1_000);
        look();
      }
      expect(slots, 'slots in all; the last look was at 4000').toEqual([1000, 2000, 3000, 4000]);
    });

    test('of a long backlog the latest slots are listed', () => {
      const { clock, story, look } = watch(subject.dueSince, { start: 0, limit: 3 });
      story.add('sleep');
      clock.block(10_500);
      expect(look().slots, 'slots listed of ten').toEqual([8000, 9000, 10_000]);
    });

    test('of a long backlog the slots that are not listed are counted', () => {
      const { clock, story, look } = watch(subject.dueSince, { start: 0, limit: 3 });
      story.add('sleep');
      clock.block(10_500);
      const { slots, unlisted } = look();
      expect(slots.length + unlisted, 'slots listed and unlisted, together').toBe(10);
    });

    test('after a long backlog the schedule goes on', () => {
      const { clock, story, look } = watch(subject.dueSince, { start: 0, limit: 3 });
      story.add('sleep');
      clock.block(10_500);
      look();
      clock.block(1_000);
      const { slots, unlisted } = look();
      expect(slots, 'slots due in the second after it').toEqual([11_000]);
      expect(unlisted, 'slots due but not listed').toBe(0);
    });
  });

  task(2, 'What becomes of it', () => {
    test('every slot either runs or is missed, never both, never neither', async () => {
      await holdsForAll(anyBacklog, ({ late, policy }) => {
        const { run, missed, slots } = wake(subject.settle, { late, policy });
        expect(
          [...run, ...missed].sort((a, b) => a - b),
          'run and missed together',
        ).toEqual(slots);
      });
    });

    test('a slot as late as the grace allows still runs', async () => {
      await holdsForAll(times(9_000), (graceMs) => {
        const { run, slots } = wake(subject.settle, { late: [graceMs], policy: { graceMs } });
        expect(run, `what runs of a slot ${graceMs} ms late, with a grace of ${graceMs} ms`).toEqual(slots);
      });
    });

    test('a slot later than the grace allows is missed', async () => {
      await holdsForAll(fc.record({ graceMs: times(9_000), coalesce: anyCoalesce }), ({ graceMs, coalesce }) => {
        const { run } = wake(subject.settle, { late: [graceMs + 1], policy: { graceMs, coalesce } });
        expect(run, `what runs of a slot ${graceMs + 1} ms late, with a grace of ${graceMs} ms`).toEqual([]);
      });
    });

    test('latest runs only the last slot of a backlog', () => {
      const { run, slots } = wake(subject.settle, { late: [2_500, 1_500, 500], policy: { coalesce: 'latest' } });
      expect(run, 'what runs').toEqual(slots.slice(-1));
    });

    test('all runs every slot within grace, oldest first', () => {
      const { run, slots } = wake(subject.settle, {
        late: [3_500, 2_500, 1_500, 500],
        policy: { coalesce: 'all', graceMs: 3_000 },
      });
      expect(run, 'what runs; the first of four is too late').toEqual(slots.slice(1));
    });

    test('all never runs more than the latest maxCatchUp', () => {
      const { run, slots } = wake(subject.settle, {
        late: [3_500, 2_500, 1_500, 500],
        policy: { coalesce: 'all', maxCatchUp: 2 },
      });
      expect(run, 'what runs, with maxCatchUp 2').toEqual(slots.slice(-2));
    });

    test('none runs nothing of a backlog', () => {
      const { run } = wake(subject.settle, {
        late: [2_500, 500],
        policy: { coalesce: 'none', graceMs: 2_000 },
      });
      expect(run, 'what runs of two slots that are due together').toEqual([]);
    });

    test('none still runs a slot that is due alone', () => {
      const { run, slots } = wake(subject.settle, { late: [500], policy: { coalesce: 'none' } });
      expect(run, 'what runs of one slot, within grace').toEqual(slots);
    });
  });
});

function times(max: number) {
  return fc.integer({ min: 0, max });
}

const anyLooks = fc.record({
  start: times(5_000),
  gaps: fc.array(times(3_000), { maxLength: 6 }),
  everyMs: fc.constantFrom(1_000, 600, 2_500),
});

function multiples(of: number, after: number, until: number): number[] {
  const all: number[] = [];
  for (let slot = 0; slot <= until; slot += of) if (slot > after) all.push(slot);
  return all;
}

type Subject = typeof import('./exercise.ts');

/** A scheduler that looks when told to, and passes the cursor on from look to look. */
function watch(
  dueSince: Subject['dueSince'],
  { start, everyMs = 1_000, limit = 10 }: { start: number; everyMs?: number; limit?: number },
) {
  const clock = new VirtualClock({ start });
  const story = new Timeline(clock);
  const slots: number[] = [];
  let cursor = start;
  const look = () => {
    const due = dueSince(cursor, clock.now(), everyMs, limit);
    cursor = due.cursor;
    slots.push(...due.slots);
    story.add(`look at ${clock.now()}: due ${due.slots.join(', ') || 'nothing'}`);
    return due;
  };
  return { clock, story, look, slots };
}

const anyCoalesce = fc.constantFrom<MisfirePolicy['coalesce'][]>('latest', 'all', 'none');

const anyBacklog = fc.record({
  late: fc.uniqueArray(times(10_000), { maxLength: 6 }).map((late) => late.sort((a, b) => b - a)),
  policy: fc.record({
    graceMs: times(10_000),
    coalesce: anyCoalesce,
    maxCatchUp: fc.integer({ min: 1, max: 6 }),
  }),
});

/** Wakes up with slots that are so many milliseconds late, and asks what becomes of them. */
function wake(
  settle: Subject['settle'],
  { late, policy }: { late: readonly number[]; policy: Partial<MisfirePolicy> },
) {
  const clock = new VirtualClock({ start: 20_000 });
  const story = new Timeline(clock);
  const now = clock.now() + (late[0] ?? 0);
  const slots = late.map((ms) => now - ms);
  for (const slot of slots) {
    clock.block(slot - clock.now());
    story.add(`slot ${slot}`);
  }
  clock.block(now - clock.now());
  const { run, missed } = settle(slots, now, { graceMs: 60_000, coalesce: 'latest', maxCatchUp: 10, ...policy });
  story.add(`look at ${now}: run ${run.join(', ') || 'nothing'}, missed ${missed.join(', ') || 'nothing'}`);
  return { run, missed, slots };
}
